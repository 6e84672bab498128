package playhouse.models.text;

import java.util.List;
import java.util.Optional;
import playhouse.models.linear.SparseRows;

/** What a text is told by: its pieces and, if asked for, a sentence encoder's numbers. */
final class TextFeatures {
  private final Vocabulary vocabulary;
  private final Optional<SentenceEncoder> encoder;
  private final float weight;

  private TextFeatures(Vocabulary vocabulary, Optional<SentenceEncoder> encoder, float weight) {
    this.vocabulary = vocabulary;
    this.encoder = encoder;
    this.weight = weight;
  }

  static TextFeatures learn(List<String> texts, TextParameters parameters) {
    return new TextFeatures(
        Vocabulary.learn(texts, parameters.grams(), parameters.fewest()),
        parameters.encoder() == 0 ? Optional.empty() : Optional.of(SentenceEncoder.of(texts)),
        parameters.encoder());
  }

  SparseRows rows(List<String> texts) {
    SparseRows pieces = vocabulary.rows(texts);
    return encoder.map(own -> pieces.beside(own.rows(texts).times(weight))).orElse(pieces);
  }

  int size() {
    return vocabulary.size();
  }
}
