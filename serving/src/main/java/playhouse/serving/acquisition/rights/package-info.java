/** What may be shown where, when, how and on what, and who is asked for it all the time. */
@NullMarked
package playhouse.serving.acquisition.rights;

import org.jspecify.annotations.NullMarked;
