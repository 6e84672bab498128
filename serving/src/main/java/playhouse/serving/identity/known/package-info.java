/** Who has an account, for those who know people by their pseudonyms. */
@NullMarked
package playhouse.serving.identity.known;

import org.jspecify.annotations.NullMarked;
