package playhouse.models.text;

import java.util.Optional;

/**
 * What somebody said.
 *
 * @param text as it was said
 * @param intent what is wanted; empty if it is out of scope
 */
public record Sentence(String text, Optional<String> intent) {}
