/** Settlement files and bank statements: fetched, read and kept. */
@NullMarked
package playhouse.serving.billing.reconciliation.statements;

import org.jspecify.annotations.NullMarked;
