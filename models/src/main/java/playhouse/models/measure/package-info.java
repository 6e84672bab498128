/** How well a model foretold what came: figures that need nothing but answers and truth. */
@NullMarked
package playhouse.models.measure;

import org.jspecify.annotations.NullMarked;
