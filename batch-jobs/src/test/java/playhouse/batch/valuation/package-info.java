@NullMarked
package playhouse.batch.valuation;

import org.jspecify.annotations.NullMarked;
