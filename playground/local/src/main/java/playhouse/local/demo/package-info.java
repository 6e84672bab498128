/**
 * The guided tour: traffic, batch, training, recommendations, and the comparison with the truth.
 */
@NullMarked
package playhouse.local.demo;

import org.jspecify.annotations.NullMarked;
