package playhouse.serving.identity.risk;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.identity.risk.clues.Client;
import playhouse.serving.identity.risk.clues.Keyed;
import playhouse.serving.identity.risk.clues.ProofOfWork;
import playhouse.serving.identity.risk.lists.ListStore;
import playhouse.serving.identity.risk.lists.Listed;

/**
 * Judges sign-ups: a score with its reasons, and what is to be done. Every version of the rules
 * judges; the live one is acted on, the others are only told. Nobody is refused for good: who is
 * denied may appeal.
 */
public final class SignUpRisk {
  private static final Duration KEPT = Duration.ofDays(90);
  private static final Duration PROOF_KEPT = Duration.ofDays(1);

  /** As many points as no rule takes away again. */
  private static final double LISTED = 12;

  private static final Set<Rule> OF_NETS =
      EnumSet.of(
          Rule.NET_HOUR,
          Rule.NET_WEEK,
          Rule.NET_ALIKE_HOUR,
          Rule.NET_BARE_HOUR,
          Rule.NET_ALIKE_WEEK,
          Rule.NET_BARE_WEEK);
  private static final Set<Rule> OF_DOMAINS =
      EnumSet.of(Rule.DISPOSABLE_DOMAIN, Rule.DOMAIN_ALIKE_WEEK, Rule.DOMAIN_WEEK);
  private static final Set<Rule> OF_DEVICES = EnumSet.of(Rule.DEVICE_ACCOUNTS, Rule.DEVICE_MISSING);

  private final Keyed keyed;
  private final ProofOfWork work;

  /**
   * Somebody signs up.
   *
   * @param account the one to be opened
   * @param kind email or phone
   * @param ip as the connection has it, or as a proxy says that we know
   * @param proof of work that was asked for before, as ALTCHA's widget gives it
   */
  public record Attempt(
      UUID account,
      String kind,
      String address,
      Optional<String> device,
      String ip,
      Optional<String> userAgent,
      Optional<String> proof,
      Instant at) {
    /** Without who it is: logs are read by many. */
    @Override
    public String toString() {
      return "attempt " + account;
    }
  }

  /** What is done. */
  public enum Decision {
    /** They are let in. */
    ALLOW,
    /** More is asked of them. */
    STEP_UP,
    /** They are not, unless they appeal. */
    DENY;

    /** As it stands in the database, in facts and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What was found.
   *
   * @param decision what to do: ALLOW while the rules are in shadow mode
   * @param would what would be done if they were not
   * @param score probability of abuse, 0 to 1
   * @param reasons the weightiest first
   * @param challenge proof of work to solve, as JSON for ALTCHA's widget
   */
  public record Judgement(
      UUID id,
      Decision decision,
      Decision would,
      double score,
      List<Reason> reasons,
      Optional<String> challenge) {}

  /**
   * With the key of the settings.
   *
   * @throws IllegalArgumentException if there is none
   */
  public SignUpRisk(Settings settings) {
    this(Keyed.of(Path.of(settings.get(Setting.RISK_SECRETS))));
  }

  /** With that key. */
  public SignUpRisk(Keyed keyed) {
    this.keyed = keyed;
    work = new ProofOfWork(keyed);
  }

  /** Judges, by what the attempt says of itself. */
  public Judgement judge(Handle tx, Attempt attempt) {
    return judge(tx, attempt, Client.of(attempt.userAgent()));
  }

  /** Judges, by what its headers say besides. */
  public Judgement judge(Handle tx, Attempt attempt, Client client) {
    Clues clues = Clues.of(keyed, attempt, client);
    // Those who come at the same time are counted one after the other.
    Stream.of(clues.addressMark(), clues.netMark(), clues.deviceMark())
        .flatMap(Optional::stream)
        .map(mark -> ByteBuffer.wrap(mark).getLong())
        .sorted()
        .forEach(number -> JudgedStore.lock(tx, number));
    List<Listed> listed =
        ListStore.matching(
            tx,
            clues.addressMark().orElseThrow(),
            clues.deviceMark(),
            clues.mail().map(mail -> mail.domain()),
            clues.net().map(net -> net.cidr()),
            attempt.at());
    Seen seen = new Seen(without(clues.counts(tx), listed), clues.address().plain());
    List<RuleSet.Verdict> verdicts =
        RuleSetStore.judging(tx).stream().map(rules -> listed(rules.judge(seen), listed)).toList();
    RuleSet.Verdict first =
        verdicts.stream()
            .min(Comparator.comparing((RuleSet.Verdict v) -> v.rules().shadow()))
            .orElseThrow(() -> new IllegalStateException("there are no rules to judge by"));
    Judgement judgement = proved(tx, attempt, clues, first);
    JudgedStore.add(tx, clues, judgement);
    RiskFacts facts = new RiskFacts(tx, attempt);
    for (RuleSet.Verdict verdict : verdicts) {
      JudgedStore.add(tx, judgement.id(), verdict);
      facts.scored(judgement.id(), verdict);
    }
    facts.done(judgement);
    return judgement;
  }

  /** Forgets what is long over; how much. */
  public int forget(Handle tx, Instant now) {
    return JudgedStore.forget(tx, now.minus(KEPT), now.minus(PROOF_KEPT))
        + ListStore.forget(tx, now);
  }

  /** What a list says of a network, a domain or a device takes away the rules of those only. */
  private static Map<Rule, Long> without(Map<Rule, Long> counts, List<Listed> listed) {
    Map<Rule, Long> left = new EnumMap<>(Rule.class);
    left.putAll(counts);
    for (Listed entry : listed) {
      if (entry.allowed()) {
        left.keySet()
            .removeAll(
                switch (entry.kind()) {
                  case "net" -> OF_NETS;
                  case "domain" -> OF_DOMAINS;
                  case "device" -> OF_DEVICES;
                  default -> EnumSet.allOf(Rule.class);
                });
      }
    }
    return left;
  }

  /** An address that is let in is; otherwise whatever is kept out is kept out. */
  private static RuleSet.Verdict listed(RuleSet.Verdict verdict, List<Listed> listed) {
    boolean known = listed.stream().anyMatch(one -> one.allowed() && one.kind().equals("address"));
    boolean denied = !known && listed.stream().anyMatch(one -> !one.allowed());
    if (listed.isEmpty()) {
      return verdict;
    }
    List<Reason> reasons = new ArrayList<>();
    reasons.add(denied ? Rule.LISTED_DENY.reason(LISTED) : Rule.LISTED_ALLOW.reason(0));
    reasons.addAll(verdict.reasons());
    return denied
        ? new RuleSet.Verdict(verdict.rules(), 1 / (1 + Math.exp(-LISTED)), Decision.DENY, reasons)
        : new RuleSet.Verdict(verdict.rules(), verdict.score(), verdict.would(), reasons);
  }

  /** Whoever has done the work that is asked for is let in. */
  private Judgement proved(Handle tx, Attempt attempt, Clues clues, RuleSet.Verdict verdict) {
    RuleSet rules = verdict.rules();
    UUID id = UUID.randomUUID();
    if (verdict.would() != Decision.STEP_UP || rules.shadow()) {
      Decision decision = rules.shadow() ? Decision.ALLOW : verdict.would();
      return new Judgement(
          id, decision, verdict.would(), verdict.score(), verdict.reasons(), Optional.empty());
    }
    byte[] whose = clues.addressMark().orElseThrow();
    long needed = ProofOfWork.work(verdict.score(), rules.stepUp(), rules.deny());
    boolean done =
        attempt
            .proof()
            .flatMap(proof -> work.solved(proof, whose, attempt.at()))
            .filter(solved -> solved.work() * 2 >= needed)
            .filter(
                solved -> JudgedStore.take(tx, solved.challenge(), attempt.account(), attempt.at()))
            .isPresent();
    if (!done) {
      return new Judgement(
          id,
          Decision.STEP_UP,
          Decision.STEP_UP,
          verdict.score(),
          verdict.reasons(),
          Optional.of(work.challenge(whose, needed, attempt.at().truncatedTo(ChronoUnit.SECONDS))));
    }
    List<Reason> reasons = new ArrayList<>(verdict.reasons());
    reasons.add(Rule.PROOF_SOLVED.reason(0));
    return new Judgement(
        id, Decision.ALLOW, Decision.ALLOW, verdict.score(), reasons, Optional.empty());
  }
}
