/** What is counted of ads: pure functions that the stream and the batch are both held against. */
@NullMarked
package playhouse.contracts.ads;

import org.jspecify.annotations.NullMarked;
