package playhouse.models.factory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import playhouse.models.calibrate.Bands;
import playhouse.models.features.Feature;
import playhouse.models.features.Moments;
import playhouse.models.tabular.Propensity;
import playhouse.models.tabular.Reason;
import playhouse.models.tabular.Scorer;

/**
 * A learnt answer to a {@link Question}. Its bytes follow from what it learnt from and its seed,
 * and from nothing else.
 */
public final class PersonModel {
  private static final int FORMAT = 0x50485031;

  /** Of each kind, to learn from and to examine on. */
  static final int FEWEST = 20;

  private final String question;
  private final Scorer scorer;
  private final Seen seen;

  private PersonModel(String question, Scorer scorer, Seen seen) {
    this.question = question;
    this.scorer = scorer;
    this.seen = seen;
  }

  /**
   * A probability.
   *
   * @param interval in which the share that comes true of such answers lies nine times of ten
   */
  public record Answer(double probability, Bands.Interval interval) {}

  /**
   * Learns.
   *
   * @param budget how long it may take about, on a slow core
   * @throws Moments.TooLittle if yes or no is too rare
   */
  public static PersonModel learn(
      Question question, List<Example> training, Duration budget, long seed) {
    enough(question, training, "to learn from");
    List<String> columns = question.features().stream().map(Feature::name).toList();
    List<float[]> rows = training.stream().map(Example::numbers).toList();
    boolean[] truth = Examination.truth(training);
    try (Propensity learnt = Propensity.train(columns, rows, truth, budget, seed)) {
      Scorer scorer = learnt.scorer();
      double[] told = rows.stream().mapToDouble(scorer::of).toArray();
      return new PersonModel(question.name(), scorer, Seen.of(columns.size(), rows, told));
    }
  }

  /** Refuses to go on with less than a few of each kind. */
  static void enough(Question question, List<Example> examples, String what) {
    long yes = examples.stream().filter(Example::came).count();
    if (yes < FEWEST || examples.size() - yes < FEWEST) {
      throw new Moments.TooLittle(
          "too few people "
              + what
              + ": "
              + question.name()
              + " is yes of "
              + yes
              + " among "
              + examples.size()
              + ", and at least "
              + FEWEST
              + " of each kind are needed");
    }
  }

  public String question() {
    return question;
  }

  /** Names of the features that it asks for, in order. */
  public List<String> features() {
    return scorer.columns();
  }

  /** The answer for a row in the order of {@link #features}. */
  public Answer answer(float[] row) {
    double probability = scorer.of(row);
    return new Answer(probability, scorer.around(probability));
  }

  /** What speaks most for and against; milliseconds, so only where asked. */
  public List<Reason> reasons(float[] row, int most) {
    return scorer.reasons(row, most);
  }

  /**
   * Where this model's features stand among a question's; one that is gone has no place.
   *
   * @throws IllegalStateException naming the features that nobody makes any more
   */
  public int[] places(Question asked) {
    Map<String, Integer> there = new HashMap<>();
    for (Feature feature : asked.features()) {
      there.put(feature.name(), there.size());
    }
    List<String> gone = features().stream().filter(name -> !there.containsKey(name)).toList();
    if (!gone.isEmpty()) {
      throw new IllegalStateException(
          "the stored model of " + question + " asks for features that are gone: " + gone);
    }
    return features().stream().mapToInt(name -> there.getOrDefault(name, 0)).toArray();
  }

  /** Answers of examples of a question. */
  public double[] answers(Question asked, List<Example> examples) {
    int[] places = places(asked);
    return examples.stream().mapToDouble(example -> scorer.of(row(example, places))).toArray();
  }

  /** How far what it sees and answers now lies from what it learnt from, by name. */
  public Map<String, Seen.Stability> stability(List<float[]> now) {
    return seen.stability(features(), now, now.stream().mapToDouble(scorer::of).toArray());
  }

  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeUTF(question);
      scorer.write(out);
      seen.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what was encoded.
   *
   * @throws UncheckedIOException if it is damaged or of another format
   */
  public static PersonModel decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != FORMAT) {
        throw new IOException("no stored model of people");
      }
      String question = in.readUTF();
      Scorer scorer = Scorer.read(in);
      return new PersonModel(question, scorer, Seen.read(in, scorer.columns().size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] row(Example example, int[] places) {
    float[] row = new float[places.length];
    for (int at = 0; at < row.length; at++) {
      row[at] = example.number(places[at]);
    }
    return row;
  }
}
