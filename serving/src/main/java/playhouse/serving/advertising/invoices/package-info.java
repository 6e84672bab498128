/** What advertisers owe for what was shown. */
@NullMarked
package playhouse.serving.advertising.invoices;

import org.jspecify.annotations.NullMarked;
