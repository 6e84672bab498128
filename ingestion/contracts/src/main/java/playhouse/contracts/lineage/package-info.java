/** What is told of runs of jobs, in the words of OpenLineage. */
@NullMarked
package playhouse.contracts.lineage;

import org.jspecify.annotations.NullMarked;
