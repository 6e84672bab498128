package playhouse.serving;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.iceberg.data.Record;
import playhouse.contracts.facts.LiveKpi;
import playhouse.testbed.Bench;
import playhouse.testbed.Broker;

/**
 * Two hundred open boards of twelve live KPIs: each has a stream over which every number comes anew
 * once a second, as a whole and of four slices, and asks for its twelve series once a minute, as
 * the pages do: {@code [--json]}. Those who look work on the same cores and are not counted. Ends 1
 * if a limit is missed.
 */
public final class BoardsBench {
  private static final int BOARDS = 200;
  private static final int KPIS = 12;
  private static final int SLICES = 5;
  private static final int DAYS = 90;
  private static final int SECONDS = 60;
  private static final int WARM_UP_SECONDS = 20;
  private static final double MIB = 1 << 20;

  /** The web server's, one of each stream, and who reads the topic of live values. */
  private static final String THREADS =
      "(qtp|JettyServerThreadPool|live values|follow live-kpis).*";

  private final List<Shown> shown = new ArrayList<>();
  private final LongAdder bytes = new LongAdder();
  private volatile boolean over;

  /** A number that the boards show. */
  private record Shown(String kpi, String measure) {}

  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench("boards", arguments);
    new BoardsBench().run(bench);
    System.exit(bench.status());
  }

  private void run(Bench bench) throws Exception {
    String kafka = Broker.shared().address();
    try (KpiLake lake = new KpiLake();
        House house = House.open(kafka, settings(lake)).as("demo-key");
        World world = World.hasty(kafka)) {
      choose(house.get("/v1/kpis").json());
      fill(lake);
      series(house.port()).steadily(KPIS, 2);
      long before = heap();
      Thread looking = new Thread(() -> look(house.port()), "those who look");
      Thread changing = new Thread(() -> change(world), "what changes");
      looking.start();
      changing.start();
      series(house.port()).steadily(BOARDS * KPIS / 60, WARM_UP_SECONDS);
      bytes.reset();
      Answering began = Answering.now(THREADS);
      double[] millis = series(house.port()).steadily(BOARDS * KPIS / 60, SECONDS);
      double cores = began.since() / 1e9 / SECONDS;
      double told = bytes.doubleValue() / SECONDS;
      long after = heap();
      over = true;
      looking.join();
      changing.join();
      System.err.printf(
          Locale.ROOT,
          "%d boards were told %.1f MB a second; a series took %.1f ms at p50, %.1f ms at p99%n",
          BOARDS,
          told / 1e6,
          Callers.percentile(millis, 0.5),
          Callers.percentile(millis, 0.99));
      double numbers = BOARDS * KPIS * (double) SLICES;
      bench.atLeast("bytes told of each number and second", told / numbers, "B", 200);
      bench.atMost("cores for 200 open boards", cores, "cores", 1);
      bench.atMost("memory for them", (after - before) / MIB, "MiB", 300);
    }
  }

  private static Map<String, String> settings(KpiLake lake) {
    Map<String, String> all = new HashMap<>(lake.settings());
    all.put("PLAYHOUSE_SERVICES_URI", EmptyServices.uri());
    all.put("PLAYHOUSE_TAGGING", "off");
    return all;
  }

  private void choose(JsonNode told) {
    StreamSupport.stream(told.path("items").spliterator(), false)
        .filter(kpi -> kpi.at("/measures/0/live").asBoolean())
        .limit(KPIS)
        .map(kpi -> new Shown(kpi.path("id").asText(), kpi.at("/measures/0/name").asText()))
        .forEach(shown::add);
    if (shown.size() < KPIS) {
      throw new IllegalStateException("only " + shown + " are live");
    }
  }

  private void fill(KpiLake lake) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    List<Record> rows = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      for (Shown one : shown) {
        rows.add(lake.day(one.kpi(), one.measure(), "UTC", today.minusDays(day), "", day));
      }
    }
    lake.write(rows);
  }

  private Callers series(int port) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return new Callers(
        port,
        random -> {
          Shown one = shown.get(random.nextInt(shown.size()));
          return Callers.get(
              "/v1/kpis/%s?measure=%s&grain=day&zone=UTC&from=%s&to=%s&limit=5000"
                  .formatted(one.kpi(), one.measure(), today.minusDays(27), today));
        },
        body -> {
          if (!body.contains("\"points\"")) {
            throw new IOException(body);
          }
        });
  }

  /** Every number once a second, spread over it. */
  private void change(World world) {
    Random random = new Random(1);
    Instant day = LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant();
    long each = Duration.ofSeconds(1).toNanos() / (KPIS * SLICES);
    long due = System.nanoTime();
    for (int i = 0; !over; i++) {
      Shown one = shown.get(i % KPIS);
      int slice = i / KPIS % SLICES;
      world.liveKpi(
          LiveKpi.newBuilder()
              .setKpi(one.kpi())
              .setMeasure(one.measure())
              .setZone("UTC")
              .setGrain("day")
              .setStarted(day)
              .setBy(slice == 0 ? "" : "platform=p" + slice)
              .setNumerator(Integer.toString(i))
              .setDenominator("7")
              .setValue(random.nextDouble())
              .setVersion(1)
              .setLatest(Instant.now())
              .setComputed(Instant.now())
              .build());
      due += each;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  /** All boards' streams, read by one thread and thrown away. */
  private void look(int port) {
    String path =
        "/v1/kpis/stream?ids=%s&zone=UTC"
            .formatted(shown.stream().map(Shown::kpi).sorted().collect(Collectors.joining(",")));
    byte[] asked = Callers.get(path).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    List<SocketChannel> open = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < BOARDS; i++) {
        SocketChannel channel =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        open.add(channel);
        channel.write(ByteBuffer.wrap(asked));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
      }
      while (!over) {
        selector.select(key -> read((SocketChannel) key.channel(), buffer), 200);
        // A page draws what came together; nobody looks more often.
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      for (SocketChannel channel : open) {
        channel.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read(SocketChannel channel, ByteBuffer buffer) {
    try {
      buffer.clear();
      int read = channel.read(buffer);
      if (read < 0) {
        throw new IOException("a board was let go");
      }
      bytes.add(read);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
