/** What sign-ups were found to be, and what the rules had said of them. */
@NullMarked
package playhouse.serving.identity.risk.feedback;

import org.jspecify.annotations.NullMarked;
