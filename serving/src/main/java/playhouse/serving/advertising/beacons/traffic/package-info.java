/** Traffic that nobody looked at: general invalid traffic, as MRC calls it (S8.3). */
@NullMarked
package playhouse.serving.advertising.beacons.traffic;

import org.jspecify.annotations.NullMarked;
