/** What every table of the lake holds: meaning, owner, freshness, what it is made of. */
@NullMarked
package playhouse.serving.analytics.dictionary;

import org.jspecify.annotations.NullMarked;
