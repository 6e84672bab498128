/** Boards that people arrange out of numbers, and what these numbers are meant to be. */
@NullMarked
package playhouse.serving.analytics.boards;

import org.jspecify.annotations.NullMarked;
