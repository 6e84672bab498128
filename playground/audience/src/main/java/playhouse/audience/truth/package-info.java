/** The oracle: daily values computed from acts, never from events. */
@NullMarked
package playhouse.audience.truth;

import org.jspecify.annotations.NullMarked;
