/** What each person is likely to take up next. */
@NullMarked
package playhouse.models.preference;

import org.jspecify.annotations.NullMarked;
