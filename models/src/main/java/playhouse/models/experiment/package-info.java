/**
 * Whether one way is better than another: what is kept of people, intervals that hold whenever one
 * looks, who gets which way, and what must stop it.
 */
@NullMarked
package playhouse.models.experiment;

import org.jspecify.annotations.NullMarked;
