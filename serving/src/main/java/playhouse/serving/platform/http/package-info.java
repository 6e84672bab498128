/** What every system of this process speaks HTTP with. */
@NullMarked
package playhouse.serving.platform.http;

import org.jspecify.annotations.NullMarked;
