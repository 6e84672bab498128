/** Who people are to the platform: accounts, addresses, profiles, and what they agreed to. */
@NullMarked
package playhouse.serving.identity.accounts;

import org.jspecify.annotations.NullMarked;
