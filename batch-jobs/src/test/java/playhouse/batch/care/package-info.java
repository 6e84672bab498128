@NullMarked
package playhouse.batch.care;

import org.jspecify.annotations.NullMarked;
