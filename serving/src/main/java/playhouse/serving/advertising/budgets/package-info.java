/** Money and turns that line items have, exact whoever asks for them at once (S8.4). */
@NullMarked
package playhouse.serving.advertising.budgets;

import org.jspecify.annotations.NullMarked;
