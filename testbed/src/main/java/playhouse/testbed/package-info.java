/**
 * The real engines that tests stand on, each started once per test run, and what benches tell their
 * figures with.
 */
@NullMarked
package playhouse.testbed;

import org.jspecify.annotations.NullMarked;
