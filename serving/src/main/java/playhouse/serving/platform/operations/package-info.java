/** What those who run the process ask and measure. */
@NullMarked
package playhouse.serving.platform.operations;

import org.jspecify.annotations.NullMarked;
