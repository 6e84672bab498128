/** Files that models are learnt from and examined on, in plain formats. */
@NullMarked
package playhouse.models.files;

import org.jspecify.annotations.NullMarked;
