package playhouse.batch.jobapi;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: reads JSON, writes JSON, and turns what is refused into problem+json. */
final class HttpHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpHost.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 65_536;
  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** An answer: its status, its headers, and what becomes JSON. */
  record Answer(int status, Map<String, String> headers, Object body) {
    static Answer ok(Object body) {
      return new Answer(200, Map.of(), body);
    }
  }

  /** Takes the port; whoever is second on one fails. */
  HttpHost(String address, int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(address, port), 128);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address + ":" + port, e);
    }
    server.setExecutor(threads);
  }

  /** Begins to answer. */
  void start(Function<Asked, Answer> routes) {
    server.createContext("/", http -> handle(http, routes));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void handle(HttpExchange http, Function<Asked, Answer> routes) throws IOException {
    try (http) {
      Answer answer;
      try {
        answer = routes.apply(new Asked(http));
      } catch (Refused e) {
        answer = problem(e.status(), e.title(), e.detail());
      } catch (RuntimeException e) {
        LOG.error("{} {} failed", http.getRequestMethod(), http.getRequestURI(), e);
        answer = problem(500, "A fault of ours", "something went wrong on our side");
      }
      send(http, answer);
    }
  }

  private static Answer problem(int status, String title, String detail) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/problem+json");
    if (status == 401) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    return new Answer(status, headers, body);
  }

  private static void send(HttpExchange http, Answer answer) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(answer.body());
    http.getResponseHeaders().set("Content-Type", "application/json");
    answer.headers().forEach((name, value) -> http.getResponseHeaders().set(name, value));
    boolean head = http.getRequestMethod().equals("HEAD");
    http.sendResponseHeaders(answer.status(), head ? -1 : bytes.length);
    if (!head) {
      http.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
  }

  /** A request. */
  record Asked(HttpExchange http) {
    String method() {
      String method = http.getRequestMethod();
      return method.equals("HEAD") ? "GET" : method;
    }

    /** Without a slash at its end. */
    String path() {
      String path = http.getRequestURI().getPath();
      return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(http.getRequestHeaders().getFirst(name));
    }

    /** A whole number of the query. */
    int number(String name, int otherwise) {
      String query = Optional.ofNullable(http.getRequestURI().getQuery()).orElse("");
      for (String pair : query.split("&", -1)) {
        if (pair.startsWith(name + "=")) {
          try {
            return Integer.parseInt(pair.substring(name.length() + 1));
          } catch (NumberFormatException e) {
            throw Refused.bad(name + " is a whole number");
          }
        }
      }
      return otherwise;
    }

    JsonNode json() {
      try {
        byte[] bytes = http.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw Refused.large(MOST_BYTES);
        }
        return JSON.readTree(bytes);
      } catch (JacksonException e) {
        throw Refused.bad("the body is no JSON: " + e.getOriginalMessage());
      } catch (IOException e) {
        throw Refused.bad("the body could not be read");
      }
    }
  }
}
