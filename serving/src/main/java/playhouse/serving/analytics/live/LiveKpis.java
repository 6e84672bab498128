package playhouse.serving.analytics.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.LiveKpi;
import playhouse.serving.platform.Json;

/** What KPIs stand at now, by key, with those who are told of every change. */
public final class LiveKpis {
  /** Values kept; those that changed longest ago go first. */
  static final int MOST = 100_000;

  /** A value and where it stood in the topic. */
  public static final class Change {
    private final long offset;
    private final LiveKpi kpi;
    private byte @Nullable [] event;

    private Change(long offset, LiveKpi kpi) {
      this.offset = offset;
      this.kpi = kpi;
    }

    /** Grows with every change. */
    public long offset() {
      return offset;
    }

    /** What was told. */
    public LiveKpi kpi() {
      return kpi;
    }

    /** It as a server-sent event, written once for all who read. */
    synchronized byte[] event() {
      if (event == null) {
        String data = new String(Json.bytes(LiveValue.of(kpi)), StandardCharsets.UTF_8);
        String text = "id: " + offset + "\nevent: value\ndata: " + data + "\n\n";
        event = text.getBytes(StandardCharsets.UTF_8);
      }
      return event;
    }
  }

  /** The one that changed longest ago comes first, since a change takes its key out first. */
  private final Map<String, Change> values = new LinkedHashMap<>();

  private final List<Consumer<Change>> watchers = new ArrayList<>();
  private long newest = -1;

  /** Takes in one record of the topic of live values. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    String key = new String(message.key(), StandardCharsets.UTF_8);
    if (message.value() == null) {
      forget(key, message.offset());
    } else {
      change(key, new Change(message.offset(), Wire.decode(LiveKpi.class, message.value())));
    }
  }

  /** How many values are known. */
  public synchronized int size() {
    return values.size();
  }

  /** The values that are wanted, longest unchanged first. */
  public synchronized List<Change> find(Predicate<LiveKpi> wanted) {
    return values.values().stream().filter(change -> wanted.test(change.kpi())).toList();
  }

  /**
   * From now on tells of every change, and answers all that stood in the topic after an offset;
   * none is told twice and none left out. Whoever watches must be quick.
   *
   * @param after an offset; one that the topic has not reached stands for none
   */
  synchronized List<Change> watch(long after, Consumer<Change> watcher) {
    watchers.add(watcher);
    long from = after > newest ? -1 : after;
    return values.values().stream().filter(change -> change.offset() > from).toList();
  }

  /** Tells this one no longer. */
  synchronized void unwatch(Consumer<Change> watcher) {
    watchers.remove(watcher);
  }

  private synchronized void forget(String key, long offset) {
    values.remove(key);
    newest = offset;
  }

  private synchronized void change(String key, Change change) {
    values.remove(key);
    values.put(key, change);
    newest = change.offset();
    if (values.size() > MOST) {
      Iterator<String> oldest = values.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    watchers.forEach(watcher -> watcher.accept(change));
  }
}
