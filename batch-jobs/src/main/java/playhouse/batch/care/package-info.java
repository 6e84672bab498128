/** Table care: files of a good size, few snapshots, nothing left lying about. */
@NullMarked
package playhouse.batch.care;

import org.jspecify.annotations.NullMarked;
