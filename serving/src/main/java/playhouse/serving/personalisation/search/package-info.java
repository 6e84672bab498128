/** Titles by words, in English and Chinese. */
@NullMarked
package playhouse.serving.personalisation.search;

import org.jspecify.annotations.NullMarked;
