/** The front door: who may come in, how much, and what they are told. */
@NullMarked
package playhouse.collector.http;

import org.jspecify.annotations.NullMarked;
