/** The raw tables: shaped by the contract, opened through the catalog, written day by day. */
@NullMarked
package playhouse.streaming.lake.table;

import org.jspecify.annotations.NullMarked;
