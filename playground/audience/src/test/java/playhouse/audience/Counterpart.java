package playhouse.audience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import playhouse.audience.render.Dressed;
import playhouse.contracts.FactType;

/** A collector and a serving that write down what they hear, and that are out of sorts at times. */
final class Counterpart implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AtomicLong now;
  private final String title;
  private final AtomicInteger requests = new AtomicInteger();
  final Map<String, Dressed> accepted = new ConcurrentHashMap<>();
  final AtomicInteger taken = new AtomicInteger();
  final AtomicInteger takenUnanswered = new AtomicInteger();
  final Map<String, AtomicInteger> refused = new ConcurrentHashMap<>();
  final AtomicInteger clicks = new AtomicInteger();

  Counterpart(AtomicLong now, String title) throws IOException {
    this.now = now;
    this.title = title;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/v1/events", this::events);
    server.createContext("/v1/recommendations", this::recommend);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void events(HttpExchange http) throws IOException {
    byte[] body = http.getRequestBody().readAllBytes();
    int request = requests.incrementAndGet();
    if (!"Bearer secret".equals(http.getRequestHeaders().getFirst("Authorization"))) {
      answer(http, 401, "{}");
    } else if (request % 7 == 0) {
      http.getResponseHeaders().set("Retry-After", "0");
      answer(http, request % 2 == 0 ? 429 : 503, "{}");
    } else if (request % 11 == 0) {
      // Taken, but nobody hears of it.
      int before = taken.get();
      take(body);
      takenUnanswered.addAndGet(taken.get() - before);
      http.close();
    } else {
      ObjectNode told = take(body);
      answer(http, told.get("rejected").asInt() == 0 ? 200 : 207, told.toString());
    }
  }

  private synchronized ObjectNode take(byte[] body) {
    ObjectNode told = JSON.createObjectNode();
    ArrayNode results = told.putArray("results");
    int index = 0;
    int rejected = 0;
    for (byte[] line : lines(body)) {
      String reason = judge(line);
      if (!reason.isEmpty()) {
        refused.computeIfAbsent(reason, key -> new AtomicInteger()).incrementAndGet();
        results.addObject().put("index", index).put("status", "rejected").put("reason", reason);
        rejected++;
      }
      index++;
    }
    told.put("accepted", index - rejected).put("rejected", rejected);
    return told;
  }

  private String judge(byte[] line) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
      JsonNode event = JSON.readTree(line);
      if (FactType.of(event.get("type").asText()).isEmpty()) {
        return "unknown_type";
      }
      if (!event.path("data").path("from_millis").isMissingNode()
          && !event.path("data").path("from_millis").isIntegralNumber()) {
        return "schema_violation";
      }
      if (!event.get("source").asText().startsWith("/audience/")) {
        return "unauthorized_source";
      }
      long at = Instant.parse(event.get("time").asText()).toEpochMilli();
      if (at > now.get() + 600_000 || at < 631_152_000_000L) {
        return "occurred_out_of_range";
      }
      if (event.path("data").path("from_millis").asLong() < 0) {
        return "semantic_violation";
      }
      Dressed dressed = JsonFacts.read(event);
      accepted.put(dressed.envelope().getSource() + " " + dressed.envelope().getId(), dressed);
      taken.incrementAndGet();
      return "";
    } catch (CharacterCodingException e) {
      return "invalid_utf8";
    } catch (IOException e) {
      return "malformed_json";
    }
  }

  private static List<byte[]> lines(byte[] body) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < body.length; i++) {
      if (body[i] == '\n') {
        lines.add(java.util.Arrays.copyOfRange(body, from, i));
        from = i + 1;
      }
    }
    return lines;
  }

  private void recommend(HttpExchange http) throws IOException {
    http.getRequestBody().readAllBytes();
    if (http.getRequestMethod().equals("POST")) {
      clicks.incrementAndGet();
      answer(http, 200, "{}");
    } else {
      answer(http, 200, "{\"served\":\"list-1\",\"items\":[{\"title\":\"" + title + "\"}]}");
    }
  }

  private static void answer(HttpExchange http, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
    http.close();
  }

  Map<String, Integer> refusals() {
    Map<String, Integer> counts = new TreeMap<>();
    refused.forEach((reason, count) -> counts.put(reason, count.get()));
    return counts;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
