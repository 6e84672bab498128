/** What currencies are worth (S8.1). */
@NullMarked
package playhouse.serving.advertising.breaks.rates;

import org.jspecify.annotations.NullMarked;
