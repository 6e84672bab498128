/** Reports of ads as the lake has them. */
@NullMarked
package playhouse.serving.analytics.adreports;

import org.jspecify.annotations.NullMarked;
