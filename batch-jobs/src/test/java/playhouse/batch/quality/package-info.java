@NullMarked
package playhouse.batch.quality;

import org.jspecify.annotations.NullMarked;
