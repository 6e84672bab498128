/** Operating-system processes: how one is started, remembered, recognised and stopped. */
@NullMarked
package playhouse.local.process;

import org.jspecify.annotations.NullMarked;
