package playhouse.serving.billing.fraud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.fraud.learning.LabelStore;
import playhouse.serving.billing.fraud.learning.ModelStore;
import playhouse.serving.billing.fraud.rules.RuleStore;
import playhouse.serving.billing.fraud.rules.Rules;
import playhouse.serving.billing.fraud.seen.AttemptStore;
import playhouse.serving.billing.fraud.seen.Feature;
import playhouse.serving.billing.fraud.seen.Features;
import playhouse.serving.billing.fraud.seen.Signals;
import playhouse.serving.billing.payments.routing.Screening;

/**
 * Judges payments by what was seen: lists first, then rules and the model, the gravest wins. Only
 * what banks say counts against anybody; what a provider fails at does not.
 */
public final class Fraud implements Screening {
  /** Reasons of the networks that mean fraud: Visa's 10.x, Mastercard's 48xx of that kind. */
  private static final Pattern FRAUD = Pattern.compile("10\\.\\d|4837|4840|4863|.*fraud.*");

  private final Signals signals;
  private final Rules rules;
  private final Clock clock;

  /** By these rules. */
  public Fraud(Signals signals, Rules rules, Clock clock) {
    this.signals = signals;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public Verdict judge(Handle tx, Question question) {
    String method = signals.hash(Signals.Kind.METHOD, question.token());
    Instant now = question.at();
    Optional<String> device = Signals.current(tx, question.person(), Signals.Kind.DEVICE, now);
    // Two at once from one device must see each other.
    CaseStore.lock(tx, device.orElse(question.person().toString()));
    Optional<Verdict> before = DecisionStore.find(tx, question.payment(), question.attempt());
    if (before.isPresent()) {
      return before.get();
    }
    AttemptStore.With with =
        new AttemptStore.With(
            question.person(),
            method,
            device,
            Signals.current(tx, question.person(), Signals.Kind.IP, now));
    signals.seen(tx, question.person(), Signals.Kind.METHOD, question.token(), now);
    AttemptStore.hear(tx, with);
    AttemptStore.begin(tx, question.payment(), question.attempt(), with, now);
    return decide(tx, question, with);
  }

  private Verdict decide(Handle tx, Question question, AttemptStore.With with) {
    List<ListStore.Entry> listed = ListStore.of(tx, hashes(with), question.at());
    boolean watched = listed.stream().anyMatch(entry -> entry.verdict().equals("watch"));
    Features features =
        AttemptStore.features(tx, with, question.at())
            .with(Feature.AMOUNT, question.amount().getAmount().doubleValue())
            .with(Feature.WATCHED, watched ? 1 : 0);
    Judgement judgement =
        Judgement.of(
            question.payment(),
            features,
            DecisionStore.genuine(tx, question)
                ? Optional.of(new Judgement.Listed(true, "looked-at"))
                : said(listed),
            RuleStore.newest(tx),
            rules,
            ModelStore.active(tx));
    DecisionStore.add(tx, question, features, judgement);
    FraudFacts facts = new FraudFacts(tx, now());
    facts.scored(question, judgement);
    if (judgement.verdict() == Verdict.REVIEW) {
      facts.opened(CaseStore.open(tx, UUID.randomUUID(), question, judgement, now()));
    }
    return judgement.verdict();
  }

  /** Who is refused is refused, whatever else is trusted of them. */
  private static Optional<Judgement.Listed> said(List<ListStore.Entry> listed) {
    Optional<ListStore.Entry> deny =
        listed.stream().filter(entry -> entry.verdict().equals("deny")).findFirst();
    return deny.or(
            () -> listed.stream().filter(entry -> entry.verdict().equals("allow")).findFirst())
        .map(
            entry ->
                new Judgement.Listed(
                    entry.verdict().equals("allow"),
                    "list-" + entry.verdict() + "-" + entry.kind()));
  }

  private static List<String> hashes(AttemptStore.With with) {
    List<String> hashes = new ArrayList<>(List.of(with.person().toString(), with.method()));
    with.device().ifPresent(hashes::add);
    with.ip().ifPresent(hashes::add);
    return hashes;
  }

  /**
   * Takes what became of an attempt.
   *
   * @param outcome captured or declined by the bank, or unknown, which counts against nobody
   */
  public static void heard(Handle tx, UUID payment, int attempt, String outcome) {
    AttemptStore.heard(tx, payment, attempt, outcome);
  }

  @Override
  public void chargedBack(Handle tx, UUID payment, String reason, Instant at) {
    if (FRAUD.matcher(reason).matches()) {
      LabelStore.add(tx, payment, LabelStore.Source.CHARGEBACK, true, "bank", at);
    }
  }

  /** Forgets what is old and learns what time has shown; how much. */
  public int tend(Handle tx) {
    return Signals.forget(tx, now()) + LabelStore.settle(tx, now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** How long a case stays with who took it. */
  static final Duration LEASE = Duration.ofMinutes(15);
}
