package playhouse.serving.billing.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Provider;
import playhouse.serving.billing.fraud.rules.Rules;
import playhouse.serving.billing.fraud.seen.Hashes;
import playhouse.serving.billing.fraud.seen.Signals;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.Progress;
import playhouse.serving.billing.payments.channels.HttpPsp;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.billing.payments.routing.Screening.Verdict;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/** Judging payments of ordinary people and of those who try out cards, by a clock set by hand. */
class FraudTest {
  private final HandClock clock = new HandClock(Instant.parse("2027-01-15T10:00:00Z"));
  private final Signals signals = new Signals(new Hashes("a key of the test"));
  private final Fraud fraud = new Fraud(signals, new Rules(), clock);
  private final List<String> released = new ArrayList<>();
  private final Cases cases =
      new Cases((tx, payment, genuine) -> released.add(payment + " " + genuine), clock);
  private ServicesDatabase database;

  @BeforeEach
  void open() {
    database = EmptyServices.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anOrdinaryPersonIsAskedForTheirMoney() {
    UUID ana = UUID.randomUUID();
    seen(ana, "anas-phone", "192.0.2.7");
    for (int month = 0; month < 12; month++) {
      UUID payment = UUID.randomUUID();
      assertThat(judge(payment, 1, ana, "tok_ana")).isEqualTo(Verdict.ALLOW);
      heard(payment, 1, "captured");
      clock.forward(Duration.ofDays(30));
      seen(ana, "anas-phone", "192.0.2.7");
    }
    assertThat(facts()).containsOnly("fraud.scored").hasSize(12);
  }

  @Test
  void theBankSayingNoToOnesOnlyCardAsDunningAsksIsNoAttack() {
    UUID ana = UUID.randomUUID();
    seen(ana, "anas-phone", "192.0.2.7");
    UUID payment = UUID.randomUUID();
    for (int attempt = 1; attempt <= 4; attempt++) {
      assertThat(judge(payment, attempt, ana, "tok_ana")).isEqualTo(Verdict.ALLOW);
      heard(payment, attempt, "declined");
      clock.forward(Duration.ofDays(attempt));
    }
  }

  @Test
  void whoTriesOutCardsIsChallengedAndThenRefusedWhileOthersPay() {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      UUID thief = UUID.randomUUID();
      seen(thief, "one-laptop", "198.51.100." + i);
      UUID payment = notInControl();
      verdicts.add(judge(payment, 1, thief, "tok_stolen" + i));
      heard(payment, 1, "declined");
      clock.forward(Duration.ofSeconds(10));
      UUID neighbour = UUID.randomUUID();
      seen(neighbour, "phone-of-" + i, "203.0.113.9");
      assertThat(judge(UUID.randomUUID(), 1, neighbour, "tok_neighbour" + i))
          .as("neighbour %s", i)
          .isEqualTo(Verdict.ALLOW);
    }
    assertThat(verdicts.get(0)).isEqualTo(Verdict.ALLOW);
    assertThat(verdicts).contains(Verdict.CHALLENGE);
    assertThat(verdicts.indexOf(Verdict.DENY)).isBetween(3, 6);
    assertThat(verdicts.subList(6, 12)).containsOnly(Verdict.DENY);
    assertThat(verdicts).as("ever graver").isSortedAccordingTo(Verdict::compareTo);
  }

  @Test
  void anHourLaterTheWindowHasMovedOn() {
    UUID ana = UUID.randomUUID();
    seen(ana, "anas-phone", "192.0.2.7");
    for (int i = 0; i < 3; i++) {
      UUID payment = notInControl();
      judge(payment, 1, ana, "tok_" + i);
      heard(payment, 1, "declined");
    }
    assertThat(judge(notInControl(), 1, ana, "tok_4")).isNotEqualTo(Verdict.ALLOW);
    clock.forward(Duration.ofHours(25));
    seen(ana, "anas-phone", "192.0.2.7");
    assertThat(judge(notInControl(), 1, ana, "tok_0")).isEqualTo(Verdict.ALLOW);
  }

  /** The provider is there and fails in every way it knows; everybody asks again and again. */
  @Test
  void anOutageWithEverybodyRetryingChangesNoScore() throws Exception {
    try (Provider provider = new Provider()) {
      HttpPsp psp = new HttpPsp(provider.uri(), "key", "secret", Duration.ofMillis(500), clock);
      List<UUID> people = IntStream.range(0, 10).mapToObj(i -> UUID.randomUUID()).toList();
      List<Double> before = new ArrayList<>();
      List<Double> after = new ArrayList<>();
      for (UUID person : people) {
        seen(person, "device-of-" + person, "192.0.2.7");
        judge(UUID.randomUUID(), 1, person, "tok_" + person);
      }
      for (UUID person : people) {
        UUID payment = UUID.randomUUID();
        judge(payment, 1, person, "tok_" + person);
        before.add(score(payment, 1));
      }
      List<String> faults = List.of("drop-before", "drop-after", "error-after", "nonsense");
      for (int round = 1; round <= 12; round++) {
        for (UUID person : people) {
          UUID payment = UUID.randomUUID();
          assertThat(judge(payment, 1, person, "tok_" + person)).isEqualTo(Verdict.ALLOW);
          provider.next(faults.get(round % faults.size()));
          Outcome outcome = psp.charge(payment(payment, person));
          assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
          heard(payment, 1, "unknown");
        }
        clock.forward(Duration.ofSeconds(20));
      }
      for (UUID person : people) {
        UUID payment = UUID.randomUUID();
        judge(payment, 1, person, "tok_" + person);
        after.add(score(payment, 1));
      }
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  void theSameQuestionIsAnsweredTheSameAndCountsOnce() {
    UUID ana = UUID.randomUUID();
    seen(ana, "anas-phone", "192.0.2.7");
    UUID payment = UUID.randomUUID();
    for (int i = 0; i < 20; i++) {
      assertThat(judge(payment, 1, ana, "tok_ana")).isEqualTo(Verdict.ALLOW);
    }
    assertThat(facts()).containsExactly("fraud.scored");
    assertThat(count("select count(*) from billing.fraud_attempt")).isEqualTo(1);
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> tx.execute("update billing.fraud_decision set verdict = 'deny'")))
        .hasStackTraceContaining("stays");
  }

  @Test
  void thoseWhoComeAtOnceSeeEachOther() {
    List<CompletableFuture<Verdict>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      UUID thief = UUID.randomUUID();
      seen(thief, "one-laptop", "198.51.100.1");
      int number = i;
      all.add(
          CompletableFuture.supplyAsync(
              () -> judge(notInControl(), 1, thief, "tok_stolen" + number)));
    }
    List<Verdict> verdicts = all.stream().map(CompletableFuture::join).toList();
    long methods =
        count(
            """
            select count(distinct (features->>'methods_device_1h')) from billing.fraud_decision""");
    assertThat(methods).as("each saw one more than the one before").isEqualTo(12);
    assertThat(Collections.frequency(verdicts, Verdict.ALLOW)).isLessThan(12);
  }

  @Test
  void aListGoesBeforeEverythingAndEndsByItself() {
    UUID ana = UUID.randomUUID();
    list("person", ana.toString(), "deny", Duration.ofDays(1));
    assertThat(judge(UUID.randomUUID(), 1, ana, "tok_ana")).isEqualTo(Verdict.DENY);
    clock.forward(Duration.ofDays(2));
    assertThat(judge(UUID.randomUUID(), 1, ana, "tok_ana")).isEqualTo(Verdict.ALLOW);
    seen(ana, "anas-phone", "192.0.2.7");
    String device = signals.hash(Signals.Kind.DEVICE, "anas-phone");
    list("device", device, "allow", Duration.ofDays(1));
    for (int i = 0; i < 8; i++) {
      UUID payment = UUID.randomUUID();
      assertThat(judge(payment, 1, ana, "tok_" + i)).isEqualTo(Verdict.ALLOW);
      heard(payment, 1, "declined");
    }
    list("person", ana.toString(), "deny", Duration.ofDays(1));
    assertThat(judge(UUID.randomUUID(), 1, ana, "tok_ana"))
        .as("who is refused is refused")
        .isEqualTo(Verdict.DENY);
  }

  @Test
  void whatPeopleLookAtWaitsForThemAndIsReleasedOrRefused() {
    UUID ana = UUID.randomUUID();
    seen(ana, "anas-phone", "192.0.2.7");
    UUID payment = review(ana);
    CaseStore.Case found = openCases().get(0);
    assertThat(found.payment()).isEqualTo(payment);
    assertThat(facts()).contains("case.opened");
    assertRefused(() -> decide(found.id(), true, "agent.ana"), "claim the case first");
    claim(found.id(), "agent.ana");
    assertRefused(() -> claim(found.id(), "agent.bo"), "somebody else");
    assertRefused(() -> decide(found.id(), true, "agent.bo"), "somebody else");
    clock.forward(Duration.ofMinutes(20));
    claim(found.id(), "agent.bo");
    assertRefused(() -> decide(found.id(), true, "agent.ana"), "somebody else");
    decide(found.id(), true, "agent.bo");
    assertThat(released).containsExactly(payment + " true");
    assertThat(judge(payment, 1, ana, "tok_3")).isEqualTo(Verdict.ALLOW);
    assertThat(facts()).contains("case.decided");
    assertRefused(() -> claim(found.id(), "agent.ana"), "is decided");
    assertThat(count("select count(*) from billing.fraud_label where not fraud")).isEqualTo(1);
  }

  @Test
  void aFraudThatPeopleFoundIsRefusedFromThenOnWhoeverComesWithIt() {
    UUID thief = UUID.randomUUID();
    seen(thief, "one-laptop", "192.0.2.7");
    UUID payment = review(thief);
    UUID id = openCases().get(0).id();
    claim(id, "agent.ana");
    decide(id, false, "agent.ana");
    assertThat(judge(payment, 1, thief, "tok_3")).isEqualTo(Verdict.DENY);
    UUID other = UUID.randomUUID();
    seen(other, "one-laptop", "203.0.113.1");
    clock.forward(Duration.ofHours(3));
    assertThat(judge(UUID.randomUUID(), 1, other, "tok_new")).isEqualTo(Verdict.DENY);
    assertThat(released).containsExactly(payment + " false");
  }

  @Test
  void fewWhoShareADeviceAreLinkedAndAnOfficeIsNot() {
    UUID thief = UUID.randomUUID();
    UUID friend = UUID.randomUUID();
    seen(thief, "shared", "192.0.2.7");
    seen(friend, "shared", "192.0.2.8");
    UUID far = UUID.randomUUID();
    seen(friend, "second", "192.0.2.8");
    seen(far, "second", "203.0.113.9");
    UUID bad = UUID.randomUUID();
    judge(bad, 1, thief, "tok_t");
    database.write(
        tx -> {
          fraud.chargedBack(tx, bad, "10.4", clock.instant());
          return true;
        });
    UUID payment = UUID.randomUUID();
    judge(payment, 1, far, "tok_far");
    assertThat(feature(payment, "linked_frauds")).isEqualTo(1);
    for (int i = 0; i < 60; i++) {
      seen(UUID.randomUUID(), "desk-" + i, "198.51.100." + i);
    }
    UUID colleague = UUID.randomUUID();
    seen(colleague, "desk-of-colleague", "198.51.100.200");
    UUID theirs = UUID.randomUUID();
    judge(theirs, 1, colleague, "tok_colleague");
    assertThat(feature(theirs, "linked_people")).isZero();
    assertThat(count("select count(*) from billing.fraud_seen where kind = 'ip'"))
        .as("bounded")
        .isLessThan(60);
  }

  @Test
  void onlyKeyedHashesAreKept() {
    UUID ana = UUID.randomUUID();
    database.write(
        tx -> {
          signals.seen(tx, ana, Signals.Kind.PHONE, "+86 138 0013 8000", clock.instant());
          signals.seen(tx, ana, Signals.Kind.PHONE, "+8613800138000", clock.instant());
          signals.seen(tx, ana, Signals.Kind.IP, "192.0.2.7", clock.instant());
          signals.seen(tx, ana, Signals.Kind.IP, "192.0.2.99", clock.instant());
          signals.seen(tx, ana, Signals.Kind.IP, "2001:db8:1:2::3", clock.instant());
          return true;
        });
    assertThat(count("select count(*) from billing.fraud_seen")).isEqualTo(3);
    assertThat(count("select count(*) from billing.fraud_seen where hash !~ '^[0-9a-f]{32}$'"))
        .isZero();
    assertThat(new Hashes("another key").of("phone", "1"))
        .isNotEqualTo(new Hashes("a key").of("phone", "1"));
    assertRefused(
        () ->
            database.write(
                tx -> {
                  signals.seen(tx, ana, Signals.Kind.IP, "example.com", clock.instant());
                  return true;
                }),
        "must be an IP address");
  }

  @Test
  void whatIsOldIsForgotten() {
    UUID ana = UUID.randomUUID();
    seen(ana, "anas-phone", "192.0.2.7");
    judge(UUID.randomUUID(), 1, ana, "tok_ana");
    clock.forward(Duration.ofDays(9));
    database.write(fraud::tend);
    assertThat(count("select count(*) from billing.fraud_attempt")).isZero();
    assertThat(count("select count(*) from billing.fraud_seen")).isEqualTo(3);
    clock.forward(Duration.ofDays(200));
    database.write(fraud::tend);
    assertThat(count("select count(*) from billing.fraud_seen")).isZero();
    assertThat(count("select count(*) from billing.fraud_current")).isZero();
  }

  @Test
  void someThatWouldBeRefusedAreLookedAtInstead() {
    List<Verdict> verdicts = new ArrayList<>();
    UUID thief = UUID.randomUUID();
    seen(thief, "one-laptop", "192.0.2.7");
    for (int i = 0; i < 8; i++) {
      UUID payment = notInControl();
      judge(payment, 1, thief, "tok_" + i);
      heard(payment, 1, "declined");
    }
    UUID control = UUID.randomUUID();
    while (!Judgement.control(control)) {
      control = UUID.randomUUID();
    }
    verdicts.add(judge(control, 1, thief, "tok_x"));
    verdicts.add(judge(notInControl(), 1, thief, "tok_y"));
    assertThat(verdicts).containsExactly(Verdict.REVIEW, Verdict.DENY);
    assertThat(count("select count(*) from billing.fraud_decision where control")).isEqualTo(1);
    assertThat(count("select count(*) from billing.fraud_label"))
        .as("what we refused is no label")
        .isZero();
  }

  /** Has somebody come so far that people look at their payment. */
  private UUID review(UUID person) {
    for (int i = 0; i < 8; i++) {
      UUID payment = notInControl();
      Verdict verdict = judge(payment, 1, person, "tok_" + i);
      if (verdict == Verdict.REVIEW) {
        return payment;
      }
      heard(payment, 1, "declined");
    }
    throw new AssertionError("nobody looks");
  }

  private static UUID notInControl() {
    UUID payment = UUID.randomUUID();
    return Judgement.control(payment) ? notInControl() : payment;
  }

  private void seen(UUID person, String device, String ip) {
    database.write(
        tx -> {
          signals.seen(tx, person, Signals.Kind.DEVICE, device, clock.instant());
          signals.seen(tx, person, Signals.Kind.IP, ip, clock.instant());
          return true;
        });
  }

  private Verdict judge(UUID payment, int attempt, UUID person, String token) {
    return database.write(
        tx ->
            fraud.judge(
                tx,
                new Screening.Question(
                    payment,
                    "invoice",
                    person,
                    "card",
                    token,
                    "US",
                    Money.parse("USD 9.99"),
                    attempt,
                    clock.instant())));
  }

  private Payment payment(UUID id, UUID person) {
    return new Payment(
        id,
        Payment.Purpose.of("invoice", UUID.randomUUID()),
        person,
        "US",
        Money.parse("USD 9.99"),
        Money.zero(CurrencyUnit.USD),
        "card",
        "tok_visa",
        false,
        Progress.begun(clock.instant()),
        clock.instant());
  }

  private void heard(UUID payment, int attempt, String outcome) {
    database.write(
        tx -> {
          Fraud.heard(tx, payment, attempt, outcome);
          return true;
        });
  }

  private void list(String kind, String hash, String verdict, Duration time) {
    database.write(
        tx -> {
          ListStore.put(
              tx,
              new ListStore.Entry(
                  kind,
                  hash,
                  verdict,
                  "tested",
                  "operator.ana",
                  clock.instant(),
                  clock.instant().plus(time)));
          return true;
        });
  }

  private List<CaseStore.Case> openCases() {
    return database.read(handle -> CaseStore.open(handle, Long.MAX_VALUE, 50));
  }

  private void claim(UUID id, String who) {
    database.write(tx -> cases.claim(tx, id, who));
  }

  private void decide(UUID id, boolean genuine, String who) {
    database.write(tx -> cases.decide(tx, id, genuine, "tested", who));
  }

  private double score(UUID payment, int attempt) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select score from billing.fraud_decision where payment = :p and attempt = :a")
                .bind("p", payment)
                .bind("a", attempt)
                .mapTo(Double.class)
                .one());
  }

  private double feature(UUID payment, String name) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select (features ->> :name)::double precision from billing.fraud_decision
                    where payment = :payment""")
                .bindMap(Map.of("name", name, "payment", payment))
                .mapTo(Double.class)
                .one());
  }

  private long count(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private List<String> facts() {
    return database.read(
        handle ->
            handle
                .createQuery("select headers ->> 'ce_type' from platform.outbox order by id")
                .mapTo(String.class)
                .list());
  }

  private static void assertRefused(Runnable work, String why) {
    assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessageContaining(why);
  }
}
