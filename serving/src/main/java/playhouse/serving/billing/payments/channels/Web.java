package playhouse.serving.billing.payments.channels;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import playhouse.serving.platform.traces.Traces;

/**
 * Asks over HTTP, and waits no longer than that for all of an answer.
 *
 * @param patience how long an answer is waited for
 */
record Web(HttpClient client, Duration patience) {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  Web(Duration patience) {
    this(HttpClient.newBuilder().connectTimeout(CONNECT).build(), patience);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    // The request's own limit ends with the headers: a body that never ends would be waited for.
    CompletableFuture<HttpResponse<String>> sending =
        client.sendAsync(
            Traces.carry(request.timeout(patience)).build(), HttpResponse.BodyHandlers.ofString());
    try {
      return sending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      sending.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      sending.cancel(true);
      throw new IOException("no answer within " + patience.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /** Whether what went wrong means that nothing was sent. */
  static boolean unsent(IOException e) {
    return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
  }
}
