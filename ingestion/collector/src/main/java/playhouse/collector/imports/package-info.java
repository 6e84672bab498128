/** Real data in: public data sets, events and catalogues from files. */
@NullMarked
package playhouse.collector.imports;

import org.jspecify.annotations.NullMarked;
