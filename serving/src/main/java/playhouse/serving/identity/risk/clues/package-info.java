/** What can be told of a sign-up by itself: whose address, which network, what kind of client. */
@NullMarked
package playhouse.serving.identity.risk.clues;

import org.jspecify.annotations.NullMarked;
