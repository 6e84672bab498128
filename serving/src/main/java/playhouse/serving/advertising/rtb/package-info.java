/** The words of OpenRTB 2.6, in which ads are asked for and offered (S8.1). */
@NullMarked
package playhouse.serving.advertising.rtb;

import org.jspecify.annotations.NullMarked;
