package playhouse.serving.personalisation.candidates;

import io.micrometer.core.instrument.Counter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ModelPointer;
import playhouse.models.recommend.Recommender;
import playhouse.serving.platform.Meters;

/**
 * The recommender that serves now. A new pointer loads its model beside and swaps it in when it is
 * whole; one that cannot be loaded changes nothing but our health.
 */
public final class ActiveModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveModel.class);
  private static final String NAME = "recommender";

  private final ModelReader reader;
  private final Counter swaps;
  private final Counter refusals;
  private final ExecutorService loader =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "model loader"));
  private final AtomicReference<@Nullable ModelPointer> wanted = new AtomicReference<>();
  private volatile @Nullable Recommender active;
  private volatile String refused = "";
  private volatile boolean loading;

  /** Reads a model's folder. */
  public interface ModelReader {
    /**
     * Reads and checks it.
     *
     * @param sha256 what the model's hash must be
     * @throws RuntimeException if it is missing, damaged or another than promised
     */
    Recommender read(Path folder, String sha256);
  }

  /** Starts without a model. */
  public ActiveModel(ModelReader reader, Meters meters) {
    this.reader = reader;
    swaps = meters.counter("playhouse_model_swaps", "Models that came into service");
    refusals = meters.counter("playhouse_model_refusals", "Models that could not be loaded");
  }

  /** Takes in one record of the topic of model pointers. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      return;
    }
    ModelPointer pointer = Wire.decode(ModelPointer.class, message.value());
    if (pointer.getModel().equals(NAME)) {
      loading = true;
      wanted.set(pointer);
      loader.execute(this::loadWanted);
    }
  }

  /** The model that serves now; empty before the first. */
  public Optional<Recommender> recommender() {
    return Optional.ofNullable(active);
  }

  /** Its version; empty without a model. */
  public String version() {
    return recommender().map(Recommender::version).orElse("");
  }

  /** Whether no model is on its way. */
  public boolean isSettled() {
    return !loading;
  }

  /** Which model serves and which was refused, in words. */
  public String state() {
    String serving = version().isEmpty() ? "no model" : "version " + version();
    return refused.isEmpty() ? serving : serving + "; " + refused;
  }

  @Override
  public void close() {
    loader.shutdownNow();
  }

  /** Only the latest pointer counts: one that came meanwhile was taken by an earlier run. */
  private void loadWanted() {
    ModelPointer pointer = wanted.getAndSet(null);
    if (pointer == null) {
      return;
    }
    try {
      Recommender fresh =
          reader.read(Path.of(URI.create(pointer.getLocation())), pointer.getSha256());
      tryOut(fresh);
      active = fresh;
      refused = "";
      swaps.increment();
      LOG.info("Model {} serves now", fresh.version());
    } catch (RuntimeException | OutOfMemoryError e) {
      refused = "refused version " + pointer.getVersion() + ": " + e.getMessage();
      refusals.increment();
      LOG.warn("Model {} is refused", pointer.getVersion(), e);
    } finally {
      loading = wanted.get() != null;
    }
  }

  private static void tryOut(Recommender fresh) {
    fresh.recommend(List.of(), Set.of(), 100);
    fresh.similar("", 1);
  }
}
