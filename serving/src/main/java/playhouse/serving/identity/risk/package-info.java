/** How likely a sign-up is abuse, why, and what is done about it. */
@NullMarked
package playhouse.serving.identity.risk;

import org.jspecify.annotations.NullMarked;
