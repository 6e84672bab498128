/** Breaks, and the ads that they are filled with (S8.1). */
@NullMarked
package playhouse.serving.advertising.breaks;

import org.jspecify.annotations.NullMarked;
