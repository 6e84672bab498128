/** Tags of titles: suggested from texts, subtitles and pictures, decided on by people. */
@NullMarked
package playhouse.serving.personalisation.tagging;

import org.jspecify.annotations.NullMarked;
