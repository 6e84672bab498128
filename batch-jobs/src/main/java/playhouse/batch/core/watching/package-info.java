/** Core tables about what people watch, say and do. */
@NullMarked
package playhouse.batch.core.watching;

import org.jspecify.annotations.NullMarked;
