package playhouse.serving.personalisation.surfaces;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Role;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.serving.acquisition.rights.desk.Whereabouts;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.recommend.Recommendations;
import playhouse.serving.personalisation.recommend.ServedList;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Routes;

/**
 * Tells open pages, as server-sent events, when a person's list is another: the titles as they
 * would be served now. What is told so counts as served only once the page asks for the list.
 */
public final class StreamRoutes implements Routes, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamRoutes.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Recommendations recommendations;
  private final Whereabouts whereabouts;
  private final int most;
  private final Map<UUID, Set<Reader>> readers = new ConcurrentHashMap<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private int reading;
  private boolean closed;

  /** A page that is open; of several changes that wait for it the last is enough. */
  private record Reader(BlockingQueue<Long> changed) {}

  /** A list as it would be served now. */
  record Changed(String person, long featuresVersion, List<String> titles) {}

  /**
   * Answers from this pipeline.
   *
   * @param most readers at a time
   */
  public StreamRoutes(Recommendations recommendations, Whereabouts whereabouts, int most) {
    this.recommendations = recommendations;
    this.whereabouts = whereabouts;
    this.most = most;
  }

  @Override
  public String system() {
    return "S6.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/recommendations/stream",
                "Server-sent events: the list's titles now, then whenever they are others.")
            .may(Role.VIEWER, Role.SERVICE)
            .filter("person", "Whose; a viewer's own.")
            .filter("surface", "Where it is shown.")
            .filter("title", "That next, similar and post-play start from.")
            .filter("limit", "How many at most.")
            .filter("territory", "Where, if a machine asks for them: ISO 3166-1 alpha-2.")
            .filter("device", "On what: tv, web, ios, android, console or other.")
            .raw(this::stream));
  }

  /** Something is new of a person; never waits. */
  public void changed(LiveFeatures features) {
    Set<Reader> those = readers.get(features.getPerson());
    if (those != null) {
      those.forEach(reader -> reader.changed().offer(features.getVersion()));
    }
  }

  /** How many read now. */
  public synchronized int readers() {
    return reading;
  }

  /** Lets all readers go. */
  @Override
  public synchronized void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }

  private void stream(Context http) {
    Ask ask = RecommendationRoutes.ask(http, whereabouts);
    enter();
    http.contentType("text/event-stream; charset=utf-8").header("Cache-Control", "no-store");
    http.future(() -> started(http, ask));
  }

  private synchronized void enter() {
    if (closed) {
      throw Refusal.unavailable("we are stopping");
    }
    if (reading >= most) {
      throw Refusal.unavailable("as many as may read the stream do so");
    }
    reading++;
  }

  private synchronized void leave() {
    reading--;
    threads.remove(Thread.currentThread());
  }

  /** Each reader has a thread, since one that reads slowly holds up whoever writes to it. */
  private CompletableFuture<Void> started(Context http, Ask ask) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Reader reader = new Reader(new ArrayBlockingQueue<>(1));
    Thread thread =
        new Thread(
            () -> {
              readers.computeIfAbsent(ask.person(), who -> new CopyOnWriteArraySet<>()).add(reader);
              try {
                tell(http.res().getOutputStream(), ask, reader);
              } catch (IOException e) {
                LOG.debug("A reader of a list is gone: {}", e.toString());
              } catch (InterruptedException e) {
                LOG.debug("We are stopping");
              } finally {
                forget(ask.person(), reader);
                leave();
                done.complete(null);
              }
            },
            "open page");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return done;
  }

  private void forget(UUID person, Reader reader) {
    readers.computeIfPresent(
        person,
        (who, those) -> {
          those.remove(reader);
          return those.isEmpty() ? null : those;
        });
  }

  private void tell(OutputStream out, Ask ask, Reader reader)
      throws IOException, InterruptedException {
    write(out, "retry: 2000\n\n");
    List<String> told = List.of();
    boolean first = true;
    while (!isClosed()) {
      ServedList list = recommendations.serve(ask);
      List<String> titles = list.items().stream().map(ServedList.Item::title).toList();
      if (first || !titles.equals(told)) {
        write(out, event(list, titles));
        told = titles;
        first = false;
      }
      while (reader.changed().poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS) == null) {
        write(out, ": still here\n\n");
      }
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private static String event(ServedList list, List<String> titles) {
    long version = list.viewer().featuresVersion();
    String data = Json.text(new Changed(list.ask().person().toString(), version, titles));
    return "id: " + version + "\nevent: list\ndata: " + data + "\n\n";
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
