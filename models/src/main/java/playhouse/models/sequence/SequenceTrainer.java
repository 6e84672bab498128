package playhouse.models.sequence;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Teaches a model: round after round through all people, each time asked for the last item of some,
 * which it does not learn, until that gets no better or the time is up.
 */
public final class SequenceTrainer {
  private static final long ANOTHER = 0x9E3779B97F4A7C15L;

  private final List<int[]> learnt = new ArrayList<>();
  private final List<int[]> asked = new ArrayList<>();
  private final Dimensions is;
  private final Recipe recipe;
  private final Consumer<String> notes;
  private final Engine engine = Torch.engine();
  private Optional<Path> file = Optional.empty();
  private long began = System.nanoTime();
  private Duration limit = Duration.ofDays(365);
  private int rounds;
  private double seconds;

  /**
   * Prepares a training.
   *
   * @param histories each person's item numbers, oldest first; the last is for validation alone
   * @param notes told how it goes
   */
  public SequenceTrainer(
      List<int[]> histories, Dimensions is, Recipe recipe, Consumer<String> notes) {
    this.is = is;
    this.recipe = recipe;
    this.notes = notes;
    for (int[] history : histories) {
      if (history.length > 1) {
        learnt.add(Arrays.copyOf(history, history.length - 1));
        asked.add(history);
      }
    }
    Collections.shuffle(asked, new Random(recipe.seed()));
    while (asked.size() > recipe.asked()) {
      asked.remove(asked.size() - 1);
    }
    asked.sort((a, b) -> Integer.compare(a.length, b.length));
  }

  /** Puts its state there after each round, and goes on from there if it is this training's. */
  public SequenceTrainer keeping(Path checkpoint) {
    file = Optional.of(checkpoint);
    return this;
  }

  /** Starts no round that would likely end later than that from now; drops one that does. */
  public SequenceTrainer within(Duration most) {
    began = System.nanoTime();
    limit = most;
    return this;
  }

  /** Whose last item the validation asks for, whole. */
  public List<int[]> asked() {
    return List.copyOf(asked);
  }

  /** Learns; the model is the one of the round that validated best. */
  public SequenceModel train() {
    Checkpoint at =
        file.flatMap(path -> Checkpoint.read(path, fingerprint(), is))
            .orElseGet(() -> Checkpoint.first(is, recipe.seed()));
    try (NDManager home = engine.newBaseManager()) {
      Network network = new Network(home, is, at.weights());
      Adam adam = new Adam(home, network, recipe, at);
      while (at.best() < 1
          && at.epoch() < recipe.epochs()
          && at.epoch() - at.bestEpoch() < recipe.patience()
          && timeForAnother()) {
        Optional<Checkpoint> next = round(home, network, adam, at);
        if (next.isEmpty()) {
          break;
        }
        at = next.get();
        Checkpoint reached = at;
        file.ifPresent(path -> reached.write(path, fingerprint()));
      }
    }
    return new SequenceModel(is, at.bestWeights());
  }

  private double spent() {
    return (System.nanoTime() - began) / 1e9;
  }

  private boolean timeForAnother() {
    return spent() + (rounds == 0 ? 0 : seconds / rounds) < limit.toMillis() / 1000.0;
  }

  private Optional<Checkpoint> round(
      NDManager home, Network network, Adam adam, Checkpoint before) {
    long start = System.nanoTime();
    int epoch = before.epoch() + 1;
    Random random = new Random(recipe.seed() + ANOTHER * epoch);
    double wrong = 0;
    int skipped = 0;
    List<Batch> batches = Batch.round(learnt, is.length(), recipe.batch(), random);
    try (NDManager round = home.newSubManager()) {
      Lesson lesson = new Lesson(round, is, recipe, random);
      for (Batch batch : batches) {
        if (spent() > limit.toMillis() / 1000.0) {
          return Optional.empty();
        }
        try (NDManager step = round.newSubManager()) {
          wrong += learn(step, network, batch, lesson);
          skipped += adam.step(step) ? 0 : 1;
        }
      }
    }
    double ndcg = Ranks.ndcg(home, network, asked, recipe.batch());
    boolean better = ndcg > before.best();
    float[] weights = network.flat();
    List<Slot> slots = Slot.of(is);
    double took = (System.nanoTime() - start) / 1e9;
    rounds++;
    seconds += took;
    notes.accept(
        String.format(
            Locale.ROOT,
            "round %d: loss %.4f, validation NDCG@10 %.4f%s, %.1f s",
            epoch,
            wrong / batches.size(),
            ndcg,
            skipped == 0 ? "" : ", steps skipped: " + skipped,
            took));
    return Optional.of(
        new Checkpoint(
            is,
            List.of(
                weights,
                Network.flat(slots, adam.means()),
                Network.flat(slots, adam.squares()),
                better ? weights : before.bestWeights()),
            adam.steps(),
            epoch,
            better ? epoch : before.bestEpoch(),
            better ? ndcg : before.best()));
  }

  private double learn(NDManager step, Network network, Batch batch, Lesson lesson) {
    try (GradientCollector collector = engine.newGradientCollector()) {
      NDArray loss = lesson.loss(step, network, batch);
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  /** Which training this is: dimensions, recipe but for how long it goes on, and all people. */
  private String fingerprint() {
    int size = learnt.stream().mapToInt(history -> history.length + 1).sum();
    ByteBuffer all = ByteBuffer.allocate(4 * size);
    learnt.forEach(
        history -> {
          all.putInt(history.length);
          Arrays.stream(history).forEach(all::putInt);
        });
    String people = HexFormat.of().formatHex(SequenceFile.hash(all.array()));
    return is + " " + recipe.withEpochs(0) + " " + people;
  }
}
