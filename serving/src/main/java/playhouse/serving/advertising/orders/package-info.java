/** What advertisers ordered, and what they want shown (S8.1). */
@NullMarked
package playhouse.serving.advertising.orders;

import org.jspecify.annotations.NullMarked;
