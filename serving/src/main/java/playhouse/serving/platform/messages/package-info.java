/** What is sent to people: put down in a transaction, handed over outside of any. */
@NullMarked
package playhouse.serving.platform.messages;

import org.jspecify.annotations.NullMarked;
