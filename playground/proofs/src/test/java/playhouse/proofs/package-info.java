/** The whole system, proved over its public interfaces: HTTP, topics, SQL and the launcher. */
@NullMarked
package playhouse.proofs;

import org.jspecify.annotations.NullMarked;
