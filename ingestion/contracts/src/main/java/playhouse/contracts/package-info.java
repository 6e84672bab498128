/** What is in motion: families of events, their wire format, topics, keys and rules. */
@NullMarked
package playhouse.contracts;

import org.jspecify.annotations.NullMarked;
