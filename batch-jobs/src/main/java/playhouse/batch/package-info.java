/** Spark: what turns the raw lake into core tables, marts, predictions and training sets. */
@NullMarked
package playhouse.batch;

import org.jspecify.annotations.NullMarked;
