/** Where everything comes from: what each run read and wrote, as OpenLineage events. */
@NullMarked
package playhouse.batch.lineage;

import org.jspecify.annotations.NullMarked;
