/** The embedded stack: starts, watches and stops its processes, and asks them SQL. */
@NullMarked
package playhouse.local;

import org.jspecify.annotations.NullMarked;
