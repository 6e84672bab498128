@NullMarked
package playhouse.testbed;

import org.jspecify.annotations.NullMarked;
