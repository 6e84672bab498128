package playhouse.serving.personalisation.weights;

import java.time.Duration;
import java.util.function.Supplier;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.store.TableFollower;

/** The weights that hold, in memory, within a second of a change in whatever process. */
public final class CurrentWeights implements Supplier<Weights>, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(400);

  private final TableFollower follower;
  private volatile Weights weights = Weights.USUAL;

  /** By the table in that database. */
  public CurrentWeights(ServicesDatabase database) {
    follower =
        new TableFollower(
            "weights",
            database,
            PAUSE,
            (handle, since) -> WeightStore.current(handle).ifPresent(kept -> set(kept.weights())));
  }

  @Override
  public Weights get() {
    return weights;
  }

  /** Whether they are known. */
  public boolean caughtUp() {
    return follower.caughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }

  synchronized void set(Weights fresh) {
    if (fresh.version() >= weights.version()) {
      weights = fresh;
    }
  }
}
