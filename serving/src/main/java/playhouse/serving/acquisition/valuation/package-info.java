/** What titles are worth, those that are offered and those that might be bought. */
@NullMarked
package playhouse.serving.acquisition.valuation;

import org.jspecify.annotations.NullMarked;
