package playhouse.serving.analytics.live;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Role;
import playhouse.contracts.facts.LiveKpi;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.analytics.kpis.Question;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Routes;

/** Live values as server-sent events: what is known at once, then every change. */
public final class LiveRoutes implements Routes, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);

  /**
   * How many may read, and how.
   *
   * @param readers most at a time
   * @param waiting most changes that wait for one of them
   * @param heartbeat how long it is silent at most
   */
  public record Limits(int readers, int waiting, Duration heartbeat) {
    /** What holds where nobody says otherwise. */
    public static final Limits USUAL = new Limits(256, 5_000, Duration.ofSeconds(15));
  }

  private final LiveKpis live;
  private final Definitions definitions;
  private final List<ZoneId> zones;
  private final Limits limits;
  private final Set<Watcher> readers = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private boolean closed;

  /** Tells of these. */
  public LiveRoutes(LiveKpis live, Definitions definitions, List<ZoneId> zones, Limits limits) {
    this.live = live;
    this.definitions = definitions;
    this.zones = List.copyOf(zones);
    this.limits = limits;
  }

  @Override
  public String system() {
    return "S9.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/kpis/stream", "Live values as they change.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .raw(this::stream));
  }

  /** How many read now. */
  public int readers() {
    return readers.size();
  }

  /** Lets all readers go. */
  @Override
  public synchronized void close() {
    closed = true;
    readers.forEach(Watcher::end);
    threads.forEach(Thread::interrupt);
  }

  private void stream(Context http) {
    Watcher watcher = new Watcher(wanted(http), limits.heartbeat(), limits.waiting());
    long after = lastSeen(http);
    enter(watcher);
    http.contentType("text/event-stream; charset=utf-8").header("Cache-Control", "no-store");
    http.future(() -> started(http, watcher, after));
  }

  private synchronized void enter(Watcher watcher) {
    if (closed) {
      throw Refusal.unavailable("we are stopping");
    }
    if (readers.size() >= limits.readers()) {
      throw Refusal.unavailable("as many as may read the stream do so");
    }
    readers.add(watcher);
  }

  /** Each reader has a thread, since one that reads slowly holds up whoever writes to it. */
  private CompletableFuture<Void> started(Context http, Watcher watcher, long after) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                tell(http.res().getOutputStream(), watcher, after);
              } catch (IOException e) {
                LOG.debug("A reader of live values is gone: {}", e.toString());
              } finally {
                readers.remove(watcher);
                threads.remove(Thread.currentThread());
                done.complete(null);
              }
            },
            "live values");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return done;
  }

  private void tell(OutputStream out, Watcher watcher, long after) throws IOException {
    try {
      watcher.tell(live.watch(after, watcher), out);
    } catch (InterruptedException e) {
      LOG.debug("We are stopping");
    } finally {
      live.unwatch(watcher);
    }
  }

  private Predicate<LiveKpi> wanted(Context http) {
    Set<String> ids =
        Parameters.text(http, "ids").stream()
            .flatMap(text -> Arrays.stream(text.split(",")))
            .map(id -> definitions.find(id.strip()).id())
            .collect(Collectors.toSet());
    Optional<String> zone = Parameters.text(http, "zone").map(name -> Question.zone(name, zones));
    return kpi ->
        (ids.isEmpty() || ids.contains(kpi.getKpi()))
            && (zone.isEmpty() || zone.get().equals(kpi.getZone()));
  }

  /** Anything but a number is no id of ours; then all that is known is told. */
  private static long lastSeen(Context http) {
    String seen = Optional.ofNullable(http.header("Last-Event-ID")).orElse("");
    return seen.matches("\\d{1,18}") ? Long.parseLong(seen) : -1;
  }
}
