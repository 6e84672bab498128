/** Tests of the audience. */
@NullMarked
package playhouse.audience;

import org.jspecify.annotations.NullMarked;
