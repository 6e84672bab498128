/** A payment platform in the dialect of Alipay. */
@NullMarked
package playhouse.counterparts.alipay;

import org.jspecify.annotations.NullMarked;
