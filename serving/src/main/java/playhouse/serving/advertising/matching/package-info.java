/** Whom an ad is for, and what it may be shown beside (S8.2). */
@NullMarked
package playhouse.serving.advertising.matching;

import org.jspecify.annotations.NullMarked;
