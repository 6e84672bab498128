@NullMarked
package playhouse.serving.advertising.budgets;

import org.jspecify.annotations.NullMarked;
