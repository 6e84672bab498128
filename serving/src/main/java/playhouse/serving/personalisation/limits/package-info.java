/** What people do not want to be shown. */
@NullMarked
package playhouse.serving.personalisation.limits;

import org.jspecify.annotations.NullMarked;
