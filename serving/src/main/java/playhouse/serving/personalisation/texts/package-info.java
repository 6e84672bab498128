/** What titles are about, as vectors of their texts: how titles that nobody took are found. */
@NullMarked
package playhouse.serving.personalisation.texts;

import org.jspecify.annotations.NullMarked;
