/** Batch jobs over HTTP, in the dialect of Apache Livy's batches: each run once, watched, kept. */
@NullMarked
package playhouse.batch.jobapi;

import org.jspecify.annotations.NullMarked;
