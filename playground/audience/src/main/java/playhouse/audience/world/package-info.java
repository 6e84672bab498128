/**
 * Who and what there is: people, their tastes, and the catalogue. All of it follows from a seed.
 */
@NullMarked
package playhouse.audience.world;

import org.jspecify.annotations.NullMarked;
