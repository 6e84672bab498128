package playhouse.serving.billing.payments;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.billing.payments.Settlement.Heard;
import playhouse.serving.billing.payments.agreements.Agreements;
import playhouse.serving.billing.payments.disputes.Chargebacks;
import playhouse.serving.billing.payments.journal.PaymentFacts;
import playhouse.serving.billing.payments.refunds.Refunds;
import playhouse.serving.platform.Refusal;

/** Takes what providers tell by themselves, each once, and has it be put down where it belongs. */
final class Tidings {
  private static final Logger LOG = LoggerFactory.getLogger(Tidings.class);

  /** As {@link Payment#reference} makes them. */
  private static final Pattern REFERENCE =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\\d{1,4})");

  private final Map<String, PaymentChannel> channels;
  private final Settlement settlement;
  private final Refunds refunds;
  private final Chargebacks chargebacks;
  private final Agreements agreements;

  Tidings(
      Map<String, PaymentChannel> channels,
      Settlement settlement,
      Refunds refunds,
      Chargebacks chargebacks,
      Agreements agreements) {
    this.channels = Map.copyOf(channels);
    this.settlement = settlement;
    this.refunds = refunds;
    this.chargebacks = chargebacks;
    this.agreements = agreements;
  }

  /** Takes it; the word that the provider wants to hear. */
  String told(Handle tx, String route, PaymentChannel.Notice notice, Instant now) {
    PaymentChannel channel = channels.get(route);
    if (channel == null) {
      throw Refusal.missing("there is no channel " + route);
    }
    PaymentChannel.Told told = channel.told(notice).orElseThrow(Refusal::unsigned);
    PaymentFacts facts = new PaymentFacts(now);
    boolean first = PaymentStore.note(tx, route, told.event(), now);
    if (first) {
      facts.webhook(route, told.event(), told.kind());
      heed(tx, route, told.news(), now);
    } else {
      facts.duplicate(route, told.event());
    }
    facts.tell(tx);
    return channel.thanks();
  }

  private void heed(Handle tx, String route, PaymentChannel.News news, Instant now) {
    if (news instanceof PaymentChannel.OfAgreement of) {
      of.agreement().ifPresent(id -> agreements.told(tx, id, of.standing()));
      return;
    }
    if (news instanceof PaymentChannel.OfRefund of) {
      if (of.refund().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") && says(of.outcome())) {
        refunds.put(tx, UUID.fromString(of.refund()), of.outcome());
      }
      return;
    }
    String about =
        news instanceof PaymentChannel.TakenBack back
            ? back.reference()
            : ((PaymentChannel.OfPayment) news).reference();
    Matcher reference = REFERENCE.matcher(about);
    if (!reference.matches()) {
      LOG.warn("{} tells of {}, which is no payment of ours", route, about);
      return;
    }
    UUID id = UUID.fromString(reference.group(1));
    if (news instanceof PaymentChannel.TakenBack back) {
      settlement.lock(tx, id).ifPresent(p -> chargebacks.told(tx, route, p, back));
    } else if (news instanceof PaymentChannel.OfPayment of && says(of.outcome())) {
      int attempt = Integer.parseInt(reference.group(2));
      settlement.put(tx, List.of(new Heard(id, attempt, route, of.outcome())), now);
    }
  }

  /** Whether it says anything: what nobody knows changes nothing. */
  private static boolean says(Outcome outcome) {
    return !(outcome instanceof Outcome.Unknown
        || outcome instanceof Outcome.NotSent
        || outcome instanceof Outcome.NeverSeen);
  }
}
