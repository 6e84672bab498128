/** Who watches as those of a segment do. */
@NullMarked
package playhouse.serving.personalisation.lookalikes;

import org.jspecify.annotations.NullMarked;
