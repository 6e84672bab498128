/** The real engines that tests stand on, each started once per test run. */
@NullMarked
package playhouse.testbed;

import org.jspecify.annotations.NullMarked;
