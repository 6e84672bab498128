/** What players tell of ads that were shown, and what of it is believed (S8.3). */
@NullMarked
package playhouse.serving.advertising.beacons;

import org.jspecify.annotations.NullMarked;
