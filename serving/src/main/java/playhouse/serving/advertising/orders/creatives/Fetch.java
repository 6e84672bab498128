package playhouse.serving.advertising.orders.creatives;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Gets what others say is there, up to so many bytes and seconds, and from the outside only. Where
 * a name leads is looked up before each request; the JVM remembers it for the request itself.
 */
final class Fetch {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration WHOLE = Duration.ofSeconds(30);
  private static final int HOPS = 3;
  private static final int PIECE = 65_536;

  private final boolean local;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Takes what comes, piece by piece. */
  interface Sink {
    void take(byte[] bytes, int length);
  }

  /**
   * What was got.
   *
   * @param problem why it could not be got; empty if it could
   * @param passing whether it may be otherwise later
   * @param type as it was answered, without parameters
   */
  record Got(Optional<String> problem, boolean passing, String type, long bytes) {
    private static Got failed(String why, boolean passing) {
      return new Got(Optional.of(why), passing, "", 0);
    }
  }

  Fetch(boolean local) {
    this.local = local;
  }

  /** Gets what is there; more than so many bytes is a problem. */
  Got get(String url, long mostBytes, Sink sink) {
    String next = url;
    for (int hop = 0; hop <= HOPS; hop++) {
      Optional<URI> uri = Addresses.uri(next).filter(this::mayAsk);
      if (uri.isEmpty()) {
        return Got.failed("it does not lead to where we may ask", false);
      }
      try {
        HttpResponse<InputStream> answer = send(uri.get());
        Optional<String> location = answer.headers().firstValue("Location");
        if (answer.statusCode() / 100 == 3 && location.isPresent()) {
          answer.body().close();
          next = uri.get().resolve(location.get()).toString();
        } else {
          return read(answer, mostBytes, sink);
        }
      } catch (IOException e) {
        return Got.failed("nobody answers there", true);
      } catch (IllegalArgumentException e) {
        return Got.failed("it leads to no address", false);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Got.failed("this is being stopped", true);
      }
    }
    return Got.failed("it leads on and on", false);
  }

  private boolean mayAsk(URI uri) {
    return (local || "https".equals(uri.getScheme())) && Addresses.outside(uri.getHost(), local);
  }

  private HttpResponse<InputStream> send(URI uri) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri).timeout(ANSWER).header("User-Agent", "Playhouse").build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private static Got read(HttpResponse<InputStream> answer, long mostBytes, Sink sink)
      throws IOException {
    long end = System.nanoTime() + WHOLE.toNanos();
    try (InputStream body = answer.body()) {
      int status = answer.statusCode();
      if (status != 200) {
        return Got.failed("it answers " + status, status >= 500);
      }
      byte[] piece = new byte[PIECE];
      long bytes = 0;
      for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
        bytes += read;
        if (bytes > mostBytes) {
          return Got.failed("it has more than " + mostBytes + " bytes", false);
        }
        if (System.nanoTime() > end) {
          return Got.failed("it takes too long", true);
        }
        sink.take(piece, read);
      }
      String type = answer.headers().firstValue("Content-Type").orElse("");
      return new Got(Optional.empty(), false, type.replaceAll(";.*", "").strip(), bytes);
    }
  }
}
