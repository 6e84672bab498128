/** A payment platform in the dialect of WeChat Pay. */
@NullMarked
package playhouse.counterparts.wechat;

import org.jspecify.annotations.NullMarked;
