@NullMarked
package playhouse.batch.replay;

import org.jspecify.annotations.NullMarked;
