/** What ads led to, as advertisers report it (S8.3). */
@NullMarked
package playhouse.serving.advertising.conversions;

import org.jspecify.annotations.NullMarked;
