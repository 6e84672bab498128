/** Linear learners over rows that are mostly zero. */
@NullMarked
package playhouse.models.linear;

import org.jspecify.annotations.NullMarked;
