package playhouse.serving.identity.federation.remote;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How we speak with another provider, which may be slow, broken or taken over: with its own hosts
 * only, following nobody elsewhere, for a bounded time, and taking a bounded answer. Few are spoken
 * with at once, so that who waits for one keeps nobody from anything else.
 */
final class Guarded implements HTTPRequestSender, ResourceRetriever {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final long PATIENCE_MILLIS = 4_000;
  private static final int MOST_BYTES = 256 * 1024;
  private static final Semaphore AT_ONCE = new Semaphore(16);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  private final Provider provider;

  Guarded(Provider provider) {
    this.provider = provider;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(uri(url.toString())).GET());
    if (answer.statusCode() != 200) {
      throw new IOException(url + " answers " + answer.statusCode());
    }
    return new Resource(new String(answer.body(), StandardCharsets.UTF_8), "application/json");
  }

  @Override
  public HTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(asked.getURL().toString()))
            .method(
                asked.getMethod().name(),
                asked.getBody() == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(asked.getBody()));
    asked
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    HttpResponse<byte[]> answer = send(request);
    HTTPResponse told = new HTTPResponse(answer.statusCode());
    try {
      told.setContentType(answer.headers().firstValue("Content-Type").orElse("text/plain"));
    } catch (ParseException e) {
      throw new IOException("the answer's type cannot be read", e);
    }
    told.setBody(new String(answer.body(), StandardCharsets.UTF_8));
    return told;
  }

  private URI uri(String text) throws IOException {
    URI uri = URI.create(text);
    if (!provider.may(uri)) {
      throw new IOException(provider.name() + " is not to be spoken with at " + text);
    }
    return uri;
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    if (!AT_ONCE.tryAcquire()) {
      throw new IOException("too many are spoken with already");
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        CLIENT.sendAsync(
            request.header("Accept", "application/json").build(), head -> new Limited(MOST_BYTES));
    try {
      return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("there is no answer in time", e);
    } catch (ExecutionException e) {
      throw new IOException("there is no answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while waiting for an answer");
    } finally {
      answer.cancel(true);
      AT_ONCE.release();
    }
  }
}
