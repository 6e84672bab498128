package playhouse.models.factory;

import java.util.Map;
import java.util.Optional;
import playhouse.models.features.Life;
import playhouse.models.features.Slices;

/** A person at a moment: what could be told of them then, and what came of it. */
public final class Example {
  private final String person;
  private final long atMicros;
  private final float[] numbers;
  private final boolean came;
  private final Map<String, String> slices;

  public Example(
      String person, long atMicros, float[] numbers, boolean came, Map<String, String> slices) {
    this.person = person;
    this.atMicros = atMicros;
    this.numbers = numbers.clone();
    this.came = came;
    this.slices = Map.copyOf(slices);
  }

  /** Of somebody whom the question is asked of at that moment; empty for others. */
  public static Optional<Example> of(Question question, String person, Life life, long atMicros) {
    if (!question.asked(life, atMicros)) {
      return Optional.empty();
    }
    boolean came = question.came(life, atMicros);
    float[] numbers = numbers(question, life, atMicros);
    return Optional.of(new Example(person, atMicros, numbers, came, Slices.of(life, atMicros)));
  }

  /** The question's features, in its order. */
  public static float[] numbers(Question question, Life life, long atMicros) {
    float[] numbers = new float[question.features().size()];
    for (int at = 0; at < numbers.length; at++) {
      numbers[at] = question.features().get(at).at(life, atMicros);
    }
    return numbers;
  }

  public String person() {
    return person;
  }

  public long atMicros() {
    return atMicros;
  }

  public float number(int feature) {
    return numbers[feature];
  }

  /** All numbers, in the order of the question's features. */
  public float[] numbers() {
    return numbers.clone();
  }

  public boolean came() {
    return came;
  }

  public Map<String, String> slices() {
    return slices;
  }
}
