package playhouse.serving.personalisation.models;

import io.micrometer.core.instrument.Counter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ModelPointer;
import playhouse.serving.platform.Meters;

/**
 * The version of a model that serves now. A new pointer loads its version beside and swaps it in
 * when it is whole; one that cannot be loaded changes nothing but our health.
 */
public final class ActiveModel<M> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveModel.class);

  private final String name;
  private final ModelReader<M> reader;
  private final Counter swaps;
  private final Counter refusals;
  private final ExecutorService loader =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "model loader"));
  private final AtomicReference<@Nullable ModelPointer> wanted = new AtomicReference<>();
  private volatile @Nullable Version<M> active;
  private volatile String refused = "";
  private volatile boolean loading;

  private record Version<M>(String name, M model) {}

  /** Reads a model's folder. */
  public interface ModelReader<M> {
    /**
     * Reads and checks it.
     *
     * @param version as it is called
     * @param sha256 what the model's hash must be
     * @throws RuntimeException if it is missing, damaged or another than promised
     */
    M read(String version, Path folder, String sha256);
  }

  /**
   * Starts without a model.
   *
   * @param name that its pointers have
   */
  public ActiveModel(String name, ModelReader<M> reader, Meters meters) {
    this.name = name;
    this.reader = reader;
    swaps = meters.counter("playhouse_model_swaps", "Models that came into service", "model", name);
    refusals =
        meters.counter(
            "playhouse_model_refusals", "Models that could not be loaded", "model", name);
  }

  /** Takes in one record of the topic of model pointers. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      return;
    }
    ModelPointer pointer = Wire.decode(ModelPointer.class, message.value());
    if (pointer.getModel().equals(name)) {
      loading = true;
      wanted.set(pointer);
      loader.execute(this::loadWanted);
    }
  }

  /** The model that serves now; empty before the first. */
  public Optional<M> model() {
    Version<M> now = active;
    return now == null ? Optional.empty() : Optional.of(now.model());
  }

  /** Its version; empty without a model. */
  public String version() {
    Version<M> now = active;
    return now == null ? "" : now.name();
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
      Path folder = Path.of(URI.create(pointer.getLocation()));
      M fresh = reader.read(pointer.getVersion(), folder, pointer.getSha256());
      active = new Version<>(pointer.getVersion(), fresh);
      refused = "";
      swaps.increment();
      LOG.info("Model {} {} serves now", name, pointer.getVersion());
    } catch (RuntimeException | OutOfMemoryError e) {
      refused = "refused version " + pointer.getVersion() + ": " + e.getMessage();
      refusals.increment();
      LOG.warn("Model {} {} is refused", name, pointer.getVersion(), e);
    } finally {
      loading = wanted.get() != null;
    }
  }
}
