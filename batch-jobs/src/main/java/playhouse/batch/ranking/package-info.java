/** What came of lists that people were shown, and the ranker that is learnt from it (S6.1). */
@NullMarked
package playhouse.batch.ranking;

import org.jspecify.annotations.NullMarked;
