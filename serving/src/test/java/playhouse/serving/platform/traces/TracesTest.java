package playhouse.serving.platform.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import playhouse.contracts.ApiKeys;
import playhouse.contracts.Settings;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Subscription;
import playhouse.contracts.facts.SubscriptionEnded;
import playhouse.serving.EmptyServices;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.access.Callers;
import playhouse.serving.platform.access.SignedTokens;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.HttpHost;
import playhouse.serving.platform.http.Peers;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.outbox.Outbox;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;

class TracesTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String UNSAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<byte[]> collected = new CopyOnWriteArrayList<>();
  private final List<String> echoed = new CopyOnWriteArrayList<>();
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final Meters meters = new Meters();
  private final ListAppender<ILoggingEvent> logs = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private HttpServer outside;
  private ServicesDatabase database;

  @BeforeEach
  void open() throws IOException {
    outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    outside.createContext(
        "/v1/traces",
        http -> {
          collected.add(http.getRequestBody().readAllBytes());
          http.sendResponseHeaders(200, -1);
          http.close();
        });
    outside.createContext(
        "/stall",
        http -> {
          collected.add(new byte[0]);
          await(stalled);
          http.close();
        });
    outside.createContext(
        "/echo",
        http -> {
          echoed.add(String.valueOf(http.getRequestHeaders().getFirst("traceparent")));
          echoed.add(String.valueOf(http.getRequestHeaders().getFirst("tracestate")));
          http.sendResponseHeaders(204, -1);
          http.close();
        });
    outside.start();
    database = EmptyServices.open();
    logs.start();
    root.addAppender(logs);
  }

  @AfterEach
  void close() {
    root.detachAppender(logs);
    stalled.countDown();
    outside.stop(0);
    database.close();
    meters.close();
  }

  @Test
  void whoAsksIsAnsweredInTheirTraceAndSoIsWhomWeAsk() throws Exception {
    try (Traces traces = Traces.kept();
        HttpHost host = host(traces)) {
      HttpResponse<String> answer =
          get(host, "/asks", "traceparent", SAMPLED, "tracestate", "them=7");
      assertThat(answer.headers().firstValue("traceresponse").orElse(""))
          .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
          .isNotEqualTo(SAMPLED)
          .isEqualTo(echoed.get(0));
      assertThat(echoed.get(1)).isEqualTo("them=7");
      get(host, "/asks", "traceparent", UNSAMPLED);
      assertThat(echoed.get(2)).startsWith("00-" + TRACE).endsWith("-00");
    }
  }

  @Test
  void whoBringsNoTraceOrNonsenseBeginsOne() throws Exception {
    try (Traces traces = Traces.kept();
        HttpHost host = host(traces)) {
      for (String given :
          List.of(
              "", "nonsense", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01", SAMPLED + "-x")) {
        HttpResponse<String> answer =
            given.isEmpty() ? get(host, "/asks") : get(host, "/asks", "traceparent", given);
        assertThat(answer.headers().firstValue("traceresponse").orElse(""))
            .as(given)
            .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]")
            .doesNotContain(TRACE)
            .doesNotContain("0".repeat(32));
      }
    }
    assertThat(Traces.headers()).as("nothing is left behind").isEmpty();
  }

  @Test
  void factsBearTheTraceOfWhatTheyTellOf() throws Exception {
    try (Traces traces = Traces.kept();
        HttpHost host = host(traces)) {
      HttpResponse<String> answer =
          send(host, "POST", "/tells", "traceparent", SAMPLED, "tracestate", "them=7");
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(outbox("ce_traceparent"))
          .containsExactly(answer.headers().firstValue("traceresponse").orElse(""));
      assertThat(outbox("ce_tracestate")).containsExactly("them=7");
    }
  }

  @Test
  void workThatNobodyAsksForIsATraceOfItsOwn() {
    try (Traces traces = Traces.kept()) {
      Map<String, String> headers = new java.util.HashMap<>();
      assertThat(
              traces.run(
                  "platform.work",
                  () -> {
                    headers.putAll(Traces.headers());
                    return 3;
                  }))
          .isEqualTo(3);
      assertThat(headers.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]");
    }
  }

  @Test
  void logsNameRequestTraceAndSpanAlsoOfWhatGoesWrong() throws Exception {
    try (Traces traces = Traces.kept();
        HttpHost host = host(traces)) {
      HttpResponse<String> answer =
          get(host, "/fails", "traceparent", SAMPLED, "X-Request-Id", "mine-1");
      assertThat(answer.statusCode()).isEqualTo(500);
      ILoggingEvent event =
          logs.list.stream()
              .filter(one -> one.getFormattedMessage().contains("/fails failed"))
              .findFirst()
              .orElseThrow();
      String span = answer.headers().firstValue("traceresponse").orElse("").substring(36, 52);
      assertThat(event.getMDCPropertyMap())
          .containsEntry("request", "mine-1")
          .containsEntry("trace", TRACE)
          .containsEntry("span", span);
      assertThat(line(event))
          .contains("GET /fails failed request=mine-1 trace=" + TRACE + " span=" + span);
      LoggerFactory.getLogger(TracesTest.class).info("nothing asked");
      assertThat(line(logs.list.get(logs.list.size() - 1))).contains("nothing asked\n");
    }
  }

  @Test
  void spansAreSentIfWhoAsksSaysSoAndOtherwiseByShare() throws Exception {
    try (Traces traces = Traces.of(settings("/v1/traces", "0"));
        HttpHost host = host(traces)) {
      get(host, "/asks", "traceparent", SAMPLED);
      get(host, "/asks");
      get(host, "/fails", "traceparent", SAMPLED.replace('4', '5'));
    }
    assertThat(sent(TRACE)).isTrue();
    assertThat(sent(TRACE.replace('4', '5'))).isTrue();
    String all = text();
    assertThat(all).contains("playhouse-serving", "GET /asks", "GET /fails", "http.route");
    assertThat(all.split("GET /asks", -1)).as("only where it was wanted").hasSize(2);
    collected.clear();
    try (Traces traces = Traces.of(settings("/v1/traces", "1"))) {
      assertThat(traces.run("platform.idle", () -> 0)).isZero();
      assertThat(traces.run("platform.work", () -> 1)).isOne();
    }
    assertThat(text()).contains("platform.work").doesNotContain("platform.idle");
  }

  @Test
  void aCollectorThatDoesNotAnswerHoldsUpNobody() {
    Traces traces = Traces.of(settings("/stall", "1"));
    long began = System.nanoTime();
    for (int i = 0; i < 50_000; i++) {
      traces.run("platform.work", () -> 1);
    }
    Await.until("it was told", LIMIT, () -> !collected.isEmpty());
    for (int i = 0; i < 50_000; i++) {
      traces.run("platform.work", () -> 1);
    }
    traces.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aShareThatIsNoneIsRefusedAtTheStart() {
    assertThatThrownBy(() -> Traces.of(settings("/v1/traces", "7")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private HttpHost host(Traces traces) {
    Clock clock = Clock.systemUTC();
    Callers nobody =
        new Callers(
            new ApiKeys(Path.of("none"), clock),
            new SignedTokens(Path.of("none"), clock),
            token -> Optional.empty());
    Gate gate = new Gate(nobody, new Peers(List.of()), database, () -> {}, clock, traces);
    return HttpHost.start("127.0.0.1", 0, meters, gate, List.of(new Some()));
  }

  private final class Some implements Routes {
    @Override
    public String system() {
      return "platform";
    }

    @Override
    public List<Endpoint> endpoints() {
      return List.of(
          Endpoint.get("/asks", "Asks.").open().read(request -> asks()),
          Endpoint.post("/tells", "Tells.")
              .open()
              .givesNothing()
              .write(
                  (request, tx) -> {
                    Outbox.add(tx, "T1", fact());
                    return Answer.done();
                  }),
          Endpoint.get("/fails", "Fails.")
              .open()
              .read(
                  request -> {
                    throw new IllegalStateException("as it should");
                  }));
    }

    private Answer asks() {
      HttpRequest request = Traces.carry(HttpRequest.newBuilder(there("/echo"))).build();
      int status =
          client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join().statusCode();
      return Answer.ok(Map.of("status", status));
    }
  }

  private URI there(String path) {
    return URI.create("http://127.0.0.1:" + outside.getAddress().getPort() + path);
  }

  private Settings settings(String path, String share) {
    return Settings.of(
        Map.of("PLAYHOUSE_OTLP_URL", there(path).toString(), "PLAYHOUSE_TRACE_SHARE", share));
  }

  private HttpResponse<String> get(HttpHost host, String path, String... headers)
      throws IOException, InterruptedException {
    return send(host, "GET", path, headers);
  }

  private HttpResponse<String> send(HttpHost host, String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private List<String> outbox(String header) {
    return database.read(
        handle ->
            handle
                .createQuery("select headers from platform.outbox")
                .mapTo(String.class)
                .map(headers -> Json.texts(headers).getOrDefault(header, ""))
                .list());
  }

  private boolean sent(String trace) {
    return text().contains(new String(HexFormat.of().parseHex(trace), StandardCharsets.ISO_8859_1));
  }

  private String text() {
    StringBuilder all = new StringBuilder();
    collected.forEach(body -> all.append(new String(body, StandardCharsets.ISO_8859_1)));
    return all.toString();
  }

  private String line(ILoggingEvent event) {
    ConsoleAppender<ILoggingEvent> out = (ConsoleAppender<ILoggingEvent>) root.getAppender("out");
    return new String(out.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Subscription fact() {
    Instant now = Instant.parse("2026-11-01T00:00:00Z");
    return Subscription.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId("one")
                .setSource("/test")
                .setPerson(new java.util.UUID(1, 2))
                .setOccurred(now)
                .setSent(now)
                .setReceived(now)
                .build())
        .setType("subscription.ended")
        .setSubscriptionEnded(new SubscriptionEnded("s", true))
        .build();
  }
}
