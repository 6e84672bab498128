/** What drives Airflow 3 over its REST API v2: runs of its DAGs, begun once and watched. */
@NullMarked
package playhouse.batch.airflow;

import org.jspecify.annotations.NullMarked;
