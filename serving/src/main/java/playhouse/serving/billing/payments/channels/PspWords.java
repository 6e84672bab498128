package playhouse.serving.billing.payments.channels;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.PaymentChannel.News;
import playhouse.serving.billing.payments.PaymentChannel.OfPayment;
import playhouse.serving.billing.payments.PaymentChannel.OfRefund;
import playhouse.serving.billing.payments.PaymentChannel.TakenBack;

/** What the words of a provider that speaks JSON mean: only a clear one says anything. */
final class PspWords {
  private PspWords() {}

  static News news(String kind, JsonNode about) {
    if (kind.startsWith("refund.")) {
      return new OfRefund(about.path("reference").asText(), refunded(about));
    }
    return kind.startsWith("charge.dispute")
        ? takenBack(about)
        : new OfPayment(about.path("reference").asText(), outcome(about));
  }

  static TakenBack takenBack(JsonNode dispute) {
    return new TakenBack(
        dispute.path("id").asText(),
        dispute.path("reference").asText(),
        dispute.path("reason").asText(),
        dispute.path("amountMinor").asLong(),
        dispute.path("feeMinor").asLong(),
        dispute.path("currency").asText(),
        dispute.path("status").asText());
  }

  static Outcome outcome(JsonNode charge) {
    String id = charge.path("id").asText();
    return switch (charge.path("status").asText()) {
      case "succeeded" ->
          new Outcome.Captured(
              id, charge.path("amountMinor").asLong(), charge.path("currency").asText());
      case "authorised" ->
          new Outcome.Authorised(
              id,
              charge.path("amountMinor").asLong(),
              charge.path("currency").asText(),
              Instant.ofEpochSecond(charge.path("authorisedUntil").asLong()));
      case "requires_action" -> new Outcome.ActionRequired(id, charge.path("redirect").asText());
      case "declined" -> new Outcome.Declined(id, charge.path("code").asText());
      case "cancelled" -> new Outcome.Released(id);
      default -> new Outcome.Unknown("status '" + charge.path("status").asText() + "'");
    };
  }

  static Outcome refunded(JsonNode refund) {
    String id = refund.path("id").asText();
    return switch (refund.path("status").asText()) {
      case "succeeded" ->
          new Outcome.GivenBack(
              id, refund.path("amountMinor").asLong(), refund.path("currency").asText());
      case "failed" -> new Outcome.Declined(id, refund.path("code").asText());
      default -> new Outcome.Unknown("status '" + refund.path("status").asText() + "'");
    };
  }
}
