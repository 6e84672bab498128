/** Which titles a person may want next, learnt from what people took one after another. */
@NullMarked
package playhouse.models.recommend;

import org.jspecify.annotations.NullMarked;
