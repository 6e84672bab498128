package playhouse.serving.platform.messages;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Account;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.SmsSent;
import playhouse.serving.platform.outbox.Outbox;

/** Tells of text messages that left, since they cost money. */
final class MessageFacts {
  private static final String SYSTEM = "S4.1";
  private static final String SOURCE = "/serving/messages";

  private MessageFacts() {}

  /** One left, or left again. */
  static void sent(Handle tx, Due due, String currency, Instant now) {
    if (!(due.message() instanceof Message.Sms sms)) {
      return;
    }
    Outbox.add(
        tx,
        SYSTEM,
        Account.newBuilder()
            .setType("sms.sent")
            .setEnvelope(
                Envelope.newBuilder()
                    .setId("sms/" + due.id() + "/" + due.attempt())
                    .setSource(SOURCE)
                    .setOccurred(now)
                    .setSent(now)
                    .setReceived(now)
                    .setCountry(sms.country())
                    .build())
            .setSmsSent(
                SmsSent.newBuilder()
                    .setCountry(sms.country())
                    .setPurpose(sms.purpose().text())
                    .setCostMicros(due.costMicros())
                    .setCurrency(currency)
                    .build())
            .build());
  }
}
