/** The collector: HTTP to Kafka, durable before it answers, and importers. */
@NullMarked
package playhouse.collector;

import org.jspecify.annotations.NullMarked;
