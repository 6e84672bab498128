/** The models that were stored: what they are, what stage each is in, and which serves. */
@NullMarked
package playhouse.batch.registry;

import org.jspecify.annotations.NullMarked;
