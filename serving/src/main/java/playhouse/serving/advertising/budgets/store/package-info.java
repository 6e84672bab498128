/** What is held, spent and set aside, in the database. */
@NullMarked
package playhouse.serving.advertising.budgets.store;

import org.jspecify.annotations.NullMarked;
