/** Core tables about people and what brought them. */
@NullMarked
package playhouse.batch.core.people;

import org.jspecify.annotations.NullMarked;
