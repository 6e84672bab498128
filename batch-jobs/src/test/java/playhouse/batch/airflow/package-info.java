@NullMarked
package playhouse.batch.airflow;

import org.jspecify.annotations.NullMarked;
