/** Breaks that others ask us to fill, by OpenRTB 2.6 (S8.1). */
@NullMarked
package playhouse.serving.advertising.openrtb;

import org.jspecify.annotations.NullMarked;
