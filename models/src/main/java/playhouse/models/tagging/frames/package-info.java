/** How pictures look and move, measured in plain Java, with when it is seen. */
@NullMarked
package playhouse.models.tagging.frames;

import org.jspecify.annotations.NullMarked;
