package playhouse.serving.identity.provider;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.platform.store.ServicesDatabase;

/** Tells clients that somebody has signed out, until they take it or it is of no use any more. */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration CLAIM = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 8;

  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final ServicesDatabase database;
  private final Clock clock;

  Notices(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Has the client of a grant that is over told, if it wants to be. */
  void add(Handle tx, Grant grant, Instant now) {
    if (ClientStore.find(tx, grant.client()).flatMap(Client::told).isPresent()) {
      NoticeStore.add(
          tx, grant.client(), grant.person().orElseThrow(), grant.session().orElseThrow(), now);
    }
  }

  /** Tells one; how many there were. Each attempt is signed anew. */
  int tell(Tokens tokens) {
    Instant now = clock.instant();
    Optional<NoticeStore.Due> due =
        database.write(tx -> NoticeStore.claim(tx, now, now.plus(CLAIM)));
    due.ifPresent(
        notice -> {
          boolean taken =
              taken(notice.told(), tokens.left(notice.client(), notice.person(), notice.session()));
          boolean over = taken || notice.attempts() >= ATTEMPTS;
          Duration pause = Duration.ofSeconds(1L << Math.min(notice.attempts(), 9));
          database.write(
              tx -> {
                if (over) {
                  NoticeStore.done(tx, notice.number());
                } else {
                  NoticeStore.again(tx, notice.number(), clock.instant().plus(pause));
                }
                return true;
              });
          if (over && !taken) {
            LOG.warn("client {} was not told that somebody signed out", notice.client());
          }
        });
    return due.isPresent() ? 1 : 0;
  }

  private boolean taken(String there, String token) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(there))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200 || status == 204;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
