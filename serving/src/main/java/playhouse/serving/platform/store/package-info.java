/** The services' database: transactions, migrations, what is done once. */
@NullMarked
package playhouse.serving.platform.store;

import org.jspecify.annotations.NullMarked;
