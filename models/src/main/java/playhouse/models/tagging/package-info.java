/** What titles are about, told from their texts in Chinese and English, with what speaks for it. */
@NullMarked
package playhouse.models.tagging;

import org.jspecify.annotations.NullMarked;
