/** From and to Kafka. */
@NullMarked
package playhouse.serving.platform.facts;

import org.jspecify.annotations.NullMarked;
