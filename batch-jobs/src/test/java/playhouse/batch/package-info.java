@NullMarked
package playhouse.batch;

import org.jspecify.annotations.NullMarked;
