package playhouse.serving.billing.payments;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * The taking of money for one invoice or one purchase.
 *
 * @param country where what is paid for is at home; ISO 3166-1 alpha-2
 * @param amount tax included
 * @param tax contained in the amount
 * @param channel kind of the payer's method, such as card
 * @param token what providers know the payer's method by
 * @param hold whether the money is only set aside at first, and taken when somebody says so
 * @param progress how far it has come
 */
public record Payment(
    UUID id,
    Purpose purpose,
    UUID person,
    String country,
    Money amount,
    Money tax,
    String channel,
    String token,
    boolean hold,
    Progress progress,
    Instant created) {

  /**
   * What it is for: an invoice of a subscription, or a purchase.
   *
   * @param invoice empty if it is for a purchase, as is {@code subscription}
   */
  public record Purpose(
      Optional<String> invoice, Optional<UUID> subscription, Optional<UUID> purchase) {
    /** An invoice. */
    public static Purpose of(String invoice, UUID subscription) {
      return new Purpose(Optional.of(invoice), Optional.of(subscription), Optional.empty());
    }

    /** A purchase. */
    public static Purpose of(UUID purchase) {
      return new Purpose(Optional.empty(), Optional.empty(), Optional.of(purchase));
    }

    /** What it is called in messages and questions. */
    public String text() {
      return invoice.orElseGet(() -> "purchase/" + purchase.orElseThrow());
    }
  }

  /** Where it is. */
  public enum State {
    /** To be sent. */
    DUE,
    /** Somebody is sending it, or died while they were. */
    SENDING,
    /** Sent, and nobody has said what became of it. */
    UNKNOWN,
    /** People look at it first. */
    REVIEW,
    /** The payer has something to do: their bank, or their app, wants to hear from them. */
    REQUIRES_ACTION,
    /** The money is set aside for us. */
    AUTHORISED,
    /** The money is ours. */
    CAPTURED,
    /** The bank said no for the last time. */
    FAILED,
    /** Nothing is owed any more. */
    STOPPED,
    /** The provider took something else than was asked for: a case for people. */
    DISPUTED;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is asked of the provider. */
  public enum Step {
    /** To take the money, or to set it aside. */
    CHARGE,
    /** To take what was set aside. */
    CAPTURE,
    /** To let go of what was set aside, or of what the payer has not done. */
    RELEASE;

    /** As it stands in the database. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the provider knows this attempt by; sent twice, it is done once. */
  public String reference() {
    return id + "-" + attempt();
  }

  /** Where it is. */
  public State state() {
    return progress.state();
  }

  /** From 1; a bank that said no is asked again with the next. */
  public int attempt() {
    return progress.attempt();
  }

  /** When something is to be done about it. */
  public Instant nextAt() {
    return progress.nextAt();
  }

  /** What the provider knows what came of it by; empty if it has not said. */
  public Optional<String> providerId() {
    return progress.providerId();
  }

  /** Why the last attempt failed; empty if none did. */
  public Optional<String> code() {
    return progress.code();
  }

  /** Whether money may be on its way. */
  public boolean inFlight() {
    return state() == State.SENDING || state() == State.UNKNOWN;
  }

  /** Whether nothing will become of it any more by itself. */
  public boolean settled() {
    return switch (state()) {
      case DUE, SENDING, UNKNOWN, REVIEW, REQUIRES_ACTION, AUTHORISED -> false;
      case CAPTURED, FAILED, STOPPED, DISPUTED -> true;
    };
  }

  /** As far as that. */
  public Payment at(Progress other) {
    return new Payment(
        id, purpose, person, country, amount, tax, channel, token, hold, other, created);
  }

  /** By another method. */
  public Payment by(PaymentMethod method) {
    return new Payment(
        id,
        purpose,
        person,
        country,
        amount,
        tax,
        method.channel(),
        method.token(),
        hold,
        progress,
        created);
  }
}
