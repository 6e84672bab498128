@NullMarked
package playhouse.warehouse;

import org.jspecify.annotations.NullMarked;
