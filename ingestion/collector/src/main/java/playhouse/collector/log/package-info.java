/** The way into Kafka: facts and rejects, durable before anybody is told so. */
@NullMarked
package playhouse.collector.log;

import org.jspecify.annotations.NullMarked;
