/** Core tables about what runs the platform. */
@NullMarked
package playhouse.batch.core.house;

import org.jspecify.annotations.NullMarked;
