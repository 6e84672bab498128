package playhouse.serving.platform.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.platform.Refusal;

/** What is answered where something went wrong; a fault of ours is logged. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static void answer(Exception e, Context http) {
    if (e instanceof Refusal refusal) {
      refusal.answer(http);
    } else if (e instanceof HttpResponseException refused) {
      String detail = refused.getMessage() == null ? "" : refused.getMessage();
      Refusal.of(refused.getStatus(), detail).answer(http);
    } else {
      LOG.error("{} {} failed", http.method(), http.path(), e);
      Refusal.of(500, "something went wrong on our side").answer(http);
    }
  }
}
