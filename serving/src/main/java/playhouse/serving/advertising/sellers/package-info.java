/** Who may sell ads here, as others read it (S8.1). */
@NullMarked
package playhouse.serving.advertising.sellers;

import org.jspecify.annotations.NullMarked;
