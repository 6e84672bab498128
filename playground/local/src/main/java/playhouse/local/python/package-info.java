/** Python on this machine, for those who speak it: notebooks, and Airflow in the tests. */
@NullMarked
package playhouse.local.python;

import org.jspecify.annotations.NullMarked;
