@NullMarked
package playhouse.serving.advertising.invoices;

import org.jspecify.annotations.NullMarked;
