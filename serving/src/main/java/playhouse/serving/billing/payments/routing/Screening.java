package playhouse.serving.billing.payments.routing;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;

/** Who judges a payment before money is asked for. */
public interface Screening {
  /** Nobody judges: everything is asked for. */
  Screening NONE = (tx, question) -> Verdict.ALLOW;

  /** What is to become of a payment. */
  enum Verdict {
    /** It is asked for. */
    ALLOW,
    /** The payer's bank must hear from them first. */
    CHALLENGE,
    /** People look at it first. */
    REVIEW,
    /** It is not asked for. */
    DENY
  }

  /**
   * What is to be judged.
   *
   * @param token what the provider knows the payer's method by
   * @param country where the invoice is at home; ISO 3166-1 alpha-2
   * @param attempt from 1
   */
  record Question(
      UUID payment,
      String invoice,
      UUID person,
      String channel,
      String token,
      String country,
      Money amount,
      int attempt,
      Instant at) {}

  /** Judges; the same question asked again is answered the same. */
  Verdict judge(Handle tx, Question question);

  /** A bank has taken a payment's money back; {@code reason} is the network's code. */
  default void chargedBack(Handle tx, UUID payment, String reason, Instant at) {}
}
