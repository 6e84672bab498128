/** What came of ads, live and by day, and held against what others counted (S8.3). */
@NullMarked
package playhouse.serving.advertising.reports;

import org.jspecify.annotations.NullMarked;
