package playhouse.models.tagging;

import java.util.Optional;

/**
 * What speaks for a tag.
 *
 * @param where it was found: name, synopsis, genre, subtitles or frames
 * @param key what it is, the same however it is written: the word it stands under
 * @param words as they stand there; of frames, what was measured
 * @param at character of the text at which they begin; -1 where there is no text
 * @param span when it is said or seen; empty for what is written of the title
 */
public record Evidence(
    String where, String key, String words, int at, Optional<Passage.Span> span) {}
