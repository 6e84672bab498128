/** Shows that no budget and no cap is passed, whoever asks at once and whoever is killed. */
@NullMarked
package playhouse.local.verify.budgets;

import org.jspecify.annotations.NullMarked;
