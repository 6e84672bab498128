/** Making files part of the lake, once, and saying how far Kafka has been taken in. */
@NullMarked
package playhouse.streaming.lake.commit;

import org.jspecify.annotations.NullMarked;
