package playhouse.serving.billing.payments;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import playhouse.serving.Providers;
import playhouse.serving.platform.store.ServicesDatabase;

/** What the tests of years have in common: what the card's provider tells, and what must hold. */
final class Years {
  private Years() {}

  /** As the card's provider tells it, signed then. */
  static PaymentChannel.Notice notice(String id, String type, Object about, Instant now) {
    byte[] body = Providers.json(Map.of("id", id, "type", type, "data", about));
    return PaymentChannel.Notice.of(body, "Psp-Signature", signature(body, now));
  }

  private static String signature(byte[] body, Instant now) {
    try {
      String seconds = Long.toString(now.getEpochSecond());
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Subscriptions that are served though nobody has paid for them in time. */
  static List<String> servedUnpaid(ServicesDatabase database, Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select s.id::text from billing.subscription s
                    join billing.invoice i on i.subscription = s.id and i.state = 'open'
                    where s.state in ('active', 'past_due') and i.kind = 'term' and i.issued < :limit
                      and not exists (select from billing.payment p
                        where p.subscription = s.id
                        and (p.state in ('sending', 'unknown', 'requires_action', 'authorised')
                          or p.state = 'due' and p.step <> 'charge'
                          or exists (select from billing.dispute d
                            where d.payment = p.id
                              and (d.state = 'open' or d.resolved > :limit))))""")
                // Eight days, and the longest that nobody came by.
                .bind("limit", now.minus(Duration.ofDays(8 + 5)))
                .mapTo(String.class)
                .list());
  }
}
