/** SQL over the lake, by Trino or by Spark. */
@NullMarked
package playhouse.local.sql;

import org.jspecify.annotations.NullMarked;
