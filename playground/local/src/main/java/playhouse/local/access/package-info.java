/** Who may ask Trino what: tokens, roles, the rules that follow from the tables' definitions. */
@NullMarked
package playhouse.local.access;

import org.jspecify.annotations.NullMarked;
