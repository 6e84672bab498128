/** The lake writer: Kafka to Iceberg, each event once. */
@NullMarked
package playhouse.streaming.lake;

import org.jspecify.annotations.NullMarked;
