package playhouse.collector.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import playhouse.collector.Jvm;
import playhouse.testbed.Await;
import playhouse.testbed.Bench;
import playhouse.testbed.Broker;
import playhouse.testbed.Ports;

/**
 * How many events a core of the collector takes, and how long a batch waits, against a bare copy of
 * the same bytes from HTTP to Kafka in the same run: {@code [--json] [SECONDS]}. Ends 1 if a limit
 * is missed.
 */
public final class CollectorBench {

  private static final int BATCH = 500;
  private static final int SENDERS = 2;
  private static final double LEAST_EVENTS_PER_CORE_SECOND = 20_000;
  private static final double LEAST_RATIO = 0.2;
  private static final double MOST_P99_MILLIS = 1_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong ids = new AtomicLong();
  private final Bench bench;
  private final Duration time;

  /** One server's figures. */
  private record Figures(double eventsPerCoreSecond, double eventsPerSecond, double p99Millis) {}

  private CollectorBench(Bench bench) {
    this.bench = bench;
    this.time = Duration.ofSeconds(bench.number(8));
  }

  public static void main(String[] args) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(CollectorBench::endProcesses));
    Bench bench = new Bench("collector", args);
    new CollectorBench(bench).run();
    System.exit(bench.status());
  }

  /** Whatever ends this bench, its broker and its servers end with it. */
  private static void endProcesses() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private void run() throws IOException {
    Path home = Files.createTempDirectory("bench-");
    try (Broker broker = Broker.fresh()) {
      Figures bare = bare(broker, home);
      Figures ours = collector(broker, home);
      print("bare copy", bare);
      print("collector", ours);
      tell(ours, bare);
    }
  }

  private void tell(Figures ours, Figures bare) {
    double rate = ours.eventsPerCoreSecond();
    double share = rate / bare.eventsPerCoreSecond();
    bench.atLeast("events taken in", rate, "events/s/core", LEAST_EVENTS_PER_CORE_SECOND);
    bench.atLeast("rate of a core", share, "of a bare copy", LEAST_RATIO);
    bench.atMost("p99 of a batch", ours.p99Millis(), "ms", MOST_P99_MILLIS);
  }

  private static void print(String who, Figures figures) {
    System.err.printf(
        Locale.ROOT,
        "%s: %,.0f events/s/core, %,.0f events/s, p99 %.0f ms%n",
        who,
        figures.eventsPerCoreSecond(),
        figures.eventsPerSecond(),
        figures.p99Millis());
  }

  private Figures bare(Broker broker, Path home) {
    int port = Ports.free();
    String main = BareCopy.class.getName();
    Process server =
        Jvm.start(
            List.of(),
            Map.of(),
            home.resolve("bare.txt"),
            main,
            String.valueOf(port),
            broker.address());
    return measured(server, port);
  }

  private Figures collector(Broker broker, Path home) throws IOException {
    int port = Ports.free();
    Files.writeString(home.resolve("keys.json"), "{\"bench\":\"k\"}");
    Map<String, String> environment = new HashMap<>();
    environment.put("PLAYHOUSE_HOME", home.toString());
    environment.put("PLAYHOUSE_KAFKA", broker.address());
    environment.put("PLAYHOUSE_COLLECTOR_PORT", String.valueOf(port));
    environment.put("PLAYHOUSE_COLLECTOR_RATE", "100000000");
    Process server =
        Jvm.start(List.of(), environment, home.resolve("ours.txt"), "playhouse.collector.Main");
    return measured(server, port);
  }

  private Figures measured(Process server, int port) {
    try {
      URI base = URI.create("http://127.0.0.1:" + port);
      Await.until("up", Duration.ofSeconds(30), () -> up(base));
      load(base);
      Duration before = cpu(server);
      long begun = System.nanoTime();
      Queue<Long> nanos = load(base);
      double seconds = (System.nanoTime() - begun) / 1e9;
      double cpuSeconds = cpu(server).minus(before).toNanos() / 1e9;
      double events = (double) nanos.size() * BATCH;
      return new Figures(events / cpuSeconds, events / seconds, p99(nanos));
    } finally {
      server.destroy();
      server.onExit().join();
    }
  }

  private static double p99(Queue<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6;
  }

  private static Duration cpu(Process server) {
    return server.info().totalCpuDuration().orElseThrow();
  }

  /** Posts batches until the time is over; how long each took. */
  private Queue<Long> load(URI base) {
    Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + time.toNanos();
    Thread[] senders = new Thread[SENDERS];
    for (int i = 0; i < SENDERS; i++) {
      senders[i] =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  HttpRequest request = request(base);
                  long begun = System.nanoTime();
                  post(request);
                  nanos.add(System.nanoTime() - begun);
                }
              });
      senders[i].start();
    }
    for (Thread sender : senders) {
      join(sender);
    }
    return nanos;
  }

  private HttpRequest request(URI base) {
    StringBuilder body = new StringBuilder(BATCH * 420);
    for (int i = 0; i < BATCH; i++) {
      long id = ids.incrementAndGet();
      body.append(
              "{\"specversion\":\"1.0\",\"source\":\"/bench/players\",\"type\":\"playback.heartbeat\",\"id\":\"h")
          .append(id)
          .append("\",\"time\":\"2026-11-22T10:00:00.123Z\",\"person\":\"6f1b0d4e-1a2b-4c3d-8e9f-")
          .append(String.format(Locale.ROOT, "%012x", id % 5_000))
          .append(
              "\",\"country\":\"DE\",\"platform\":\"tv\",\"appversion\":\"4.1\",\"data\":{\"play\":\"p")
          .append(id / 20)
          .append("\",\"title\":\"film-118\",\"runtime_millis\":5400000,\"from_millis\":60000,")
          .append(
              "\"to_millis\":70000,\"played_millis\":10021,\"startup_millis\":812,\"cdn\":\"a\"}}\n");
    }
    return HttpRequest.newBuilder(base.resolve("/v1/events"))
        .header("Authorization", "Bearer k")
        .header("Content-Type", "application/x-ndjson")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }

  private void post(HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean up(URI base) {
    try {
      HttpRequest request = HttpRequest.newBuilder(base.resolve("/health")).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
