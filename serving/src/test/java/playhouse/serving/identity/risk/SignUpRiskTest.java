package playhouse.serving.identity.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import playhouse.serving.identity.risk.SignUpRisk.Attempt;
import playhouse.serving.identity.risk.SignUpRisk.Decision;
import playhouse.serving.identity.risk.SignUpRisk.Judgement;
import playhouse.serving.identity.risk.feedback.Label;
import playhouse.serving.identity.risk.feedback.Labels;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignUpRiskTest {
  private static final Instant NOW = Judging.BEGIN;
  private Judging judging;

  @BeforeAll
  void open() {
    judging = new Judging();
  }

  @BeforeEach
  void empty() {
    judging.run(
        "truncate identity.judged_sign_up, identity.sign_up_label, identity.sign_up_list,"
            + " identity.sign_up_proof, platform.outbox cascade");
    judging.run("update identity.sign_up_rules set mode = 'retired' where version > 1");
    judging.run("update identity.sign_up_rules set mode = 'live' where version = 1");
  }

  @AfterAll
  void close() {
    judging.close();
  }

  private static List<String> codes(Judgement judgement) {
    return judgement.reasons().stream().map(Reason::code).toList();
  }

  private static Attempt mailinator() {
    return Judging.ordinary("x@mailinator.com", NOW);
  }

  @Test
  void whomNothingSpeaksAgainstIsLetIn() {
    Judgement judgement = judging.judge(Judging.ordinary("ana.lee@gmail.com", NOW));
    assertThat(judgement.decision()).isEqualTo(Decision.ALLOW);
    assertThat(judgement.score()).isLessThan(0.05);
    assertThat(judgement.reasons()).isEmpty();
    assertThat(judging.told()).containsExactly("signup.scored");
  }

  @Test
  void aDisposableMailboxCostsWorkAndWithAnythingElseIsRefused() {
    Judgement first = judging.judge(mailinator());
    assertThat(first.decision()).isEqualTo(Decision.STEP_UP);
    assertThat(first.challenge()).isPresent();
    assertThat(codes(first)).containsExactly("disposable_domain");
    Judgement script =
        judging.judge(
            Judging.with(
                Judging.ordinary("y@a.mailinator.com", NOW), Optional.of("python-requests/2.32")));
    assertThat(script.decision()).isEqualTo(Decision.DENY);
    assertThat(judging.told())
        .containsExactly("signup.scored", "signup.challenged", "signup.scored", "signup.blocked");
  }

  @Test
  void theScoreIsTheSumOfItsReasonsAndEachIsInWords() {
    Judgement judgement =
        judging.judge(Judging.with(Judging.on(mailinator(), Optional.empty()), Optional.empty()));
    double points = -4 + judgement.reasons().stream().mapToDouble(Reason::contribution).sum();
    assertThat(judgement.score())
        .isCloseTo(1 / (1 + Math.exp(-points)), org.assertj.core.data.Offset.offset(1e-9));
    assertThat(codes(judgement))
        .containsExactly("disposable_domain", "agent_missing", "device_missing");
    for (Rule rule : Rule.values()) {
      Reason reason = rule.reason(1);
      assertThat(reason.en()).matches("[A-Z].*[a-z]");
      assertThat(reason.zh()).matches(".*\\p{IsHan}.*");
    }
  }

  @Test
  void variantsOfOneMailboxAreTheSameMailbox() {
    List<Decision> decisions = new ArrayList<>();
    List<String> addresses =
        List.of(
            "analee@gmail.com",
            "ana.lee@gmail.com",
            "a.nalee+1@googlemail.com",
            "analee+2@gmail.com",
            "ANALEE+3@gmail.com",
            "ａｎａｌｅｅ＋4@gmail.com");
    for (int i = 0; i < addresses.size(); i++) {
      decisions.add(
          judging
              .judge(Judging.ordinary(addresses.get(i), NOW.plus(Duration.ofDays(3L * i))))
              .decision());
    }
    assertThat(decisions)
        .containsExactly(
            Decision.ALLOW,
            Decision.ALLOW,
            Decision.STEP_UP,
            Decision.DENY,
            Decision.DENY,
            Decision.DENY);
  }

  @Test
  void whoSignsUpWithVariantsOfAnothersAddressDoesNotKeepThemOut() {
    for (int i = 0; i < 20; i++) {
      judging.judge(Judging.ordinary("victim+" + i + "@gmail.com", NOW));
    }
    Judgement victim = judging.judge(Judging.ordinary("victim@gmail.com", NOW));
    assertThat(victim.decision()).isEqualTo(Decision.STEP_UP);
    Attempt again =
        Judging.proved(
            Judging.ordinary("victim@gmail.com", NOW),
            Judging.solve(victim),
            Duration.ofSeconds(9));
    assertThat(judging.judge(again).decision()).isEqualTo(Decision.ALLOW);
  }

  @Test
  void theSameAttemptSentAgainIsJudgedTheSame() {
    Attempt attempt = Judging.ordinary("ana@gmail.com", NOW);
    for (int i = 0; i < 30; i++) {
      assertThat(judging.judge(attempt).reasons()).isEmpty();
    }
  }

  @Test
  void whoTriesAgainAndAgainIsNoCrowd() {
    for (int i = 0; i < 30; i++) {
      Attempt attempt = Judging.on(Judging.ordinary("ana@firm.com", NOW), Optional.of("one"));
      assertThat(judging.judge(attempt).reasons()).isEmpty();
    }
  }

  @Test
  void oneDeviceIsAFamilysAndNotACrowds() {
    Optional<String> device = Optional.of("tablet");
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      decisions.add(
          judging
              .judge(
                  Judging.on(
                      Judging.ordinary("own" + i + "x@gmail.com", NOW.plus(Duration.ofHours(i))),
                      device))
              .decision());
    }
    assertThat(decisions.subList(0, 4)).containsOnly(Decision.ALLOW);
    assertThat(decisions.subList(4, 8)).containsOnly(Decision.STEP_UP);
    assertThat(decisions.subList(8, 10)).containsOnly(Decision.DENY);
  }

  @Test
  void aSlowDripFromOneNetworkIsSeenOverDays() {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Attempt attempt =
          Judging.ordinary(
              "bot" + (100_000 + i) + "@gmail.com", NOW.plus(Duration.ofHours(3L * i)));
      decisions.add(judging.judge(Judging.from(attempt, "198.51.100." + i)).decision());
    }
    assertThat(decisions.subList(0, 12)).containsOnly(Decision.ALLOW);
    assertThat(decisions.subList(12, 40)).doesNotContain(Decision.ALLOW);
  }

  @Test
  void ofThoseWhoComeAtOnceNoMoreGetInThanOneByOne() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(12);
    try {
      List<Callable<Decision>> calls = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Attempt attempt = Judging.ordinary("bot" + (100_000 + i) + "@gmail.com", NOW);
        calls.add(() -> judging.judge(Judging.from(attempt, "2001:db8:7:1::9")).decision());
      }
      List<Decision> decisions = new ArrayList<>();
      for (Future<Decision> done : callers.invokeAll(calls)) {
        decisions.add(done.get());
      }
      assertThat(decisions).filteredOn(Decision.ALLOW::equals).hasSize(5);
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void aHousesOwnNetworkSaysNothing() {
    for (int i = 0; i < 40; i++) {
      Attempt attempt = Judging.ordinary("own" + (100_000 + i) + "@gmail.com", NOW);
      assertThat(judging.judge(Judging.from(attempt, "127.0.0.1")).decision())
          .isEqualTo(Decision.ALLOW);
    }
  }

  @Test
  void aClassThatSignsUpTogetherIsAskedForWorkAndNobodyIsRefused() {
    for (int i = 0; i < 30; i++) {
      Instant at = NOW.plus(Duration.ofMinutes(i));
      Attempt pupil =
          Judging.from(Judging.ordinary("pupil" + i + "@school-42.edu", at), "198.51.100.9");
      Judgement judgement = judging.judge(pupil);
      assertThat(judgement.decision()).isNotEqualTo(Decision.DENY);
      if (judgement.decision() == Decision.STEP_UP) {
        Attempt again = Judging.proved(pupil, Judging.solve(judgement), Duration.ofSeconds(2));
        assertThat(judging.judge(again).decision()).isEqualTo(Decision.ALLOW);
      }
    }
  }

  @Test
  void whoDoesTheWorkIsLetInOnceAndForThatAddressOnly() {
    Judgement asked = judging.judge(mailinator());
    String proof = Judging.solve(asked);
    Attempt solved = Judging.proved(mailinator(), proof, Duration.ofMinutes(1));
    Judgement judgement = judging.judge(solved);
    assertThat(judgement.decision()).isEqualTo(Decision.ALLOW);
    assertThat(codes(judgement)).contains("proof_solved");
    assertThat(judging.judge(solved).decision())
        .as("the same sent again")
        .isEqualTo(Decision.ALLOW);
    Attempt replayed = Judging.proved(mailinator(), proof, Duration.ofMinutes(1));
    assertThat(judging.judge(replayed).decision()).as("replayed").isEqualTo(Decision.STEP_UP);
    Attempt other =
        Judging.proved(Judging.ordinary("other@mailinator.com", NOW), proof, Duration.ofMinutes(1));
    assertThat(judging.judge(other).decision()).as("another's").isEqualTo(Decision.STEP_UP);
  }

  @Test
  void workThatIsOldForgedOrNonsenseIsNone() {
    Judgement asked = judging.judge(mailinator());
    String proof = Judging.solve(asked);
    assertThat(
            judging.judge(Judging.proved(mailinator(), proof, Duration.ofMinutes(10))).decision())
        .as("too old")
        .isEqualTo(Decision.STEP_UP);
    SignUpRisk others =
        new SignUpRisk(
            new playhouse.serving.identity.risk.clues.Keyed(
                "another key, as long as ours is, but not"));
    Judgement foreign = judging.database.write(tx -> others.judge(tx, mailinator()));
    for (String nonsense :
        List.of(Judging.solve(foreign), "", "e30=", "not base64", "x".repeat(100_000))) {
      assertThat(
              judging
                  .judge(Judging.proved(mailinator(), nonsense, Duration.ofMinutes(1)))
                  .decision())
          .isEqualTo(Decision.STEP_UP);
    }
  }

  @Test
  void moreWorkIsAskedOfWhoIsSuspectedMore() {
    assertThat(work(judging.judge(mailinator())))
        .isLessThan(
            work(
                judging.judge(
                    Judging.on(Judging.ordinary("other@mailinator.com", NOW), Optional.empty()))));
  }

  private static long work(Judgement judgement) {
    String text = judgement.challenge().orElseThrow();
    return Long.parseLong(text.replaceAll(".*\"maxnumber\":(\\d+).*", "$1"));
  }

  @Test
  void inTheShadowItIsJudgedAndToldAndNotDone() {
    judging.run("update identity.sign_up_rules set mode = 'shadow' where version = 1");
    Judgement judgement = judging.judge(mailinator());
    assertThat(judgement.decision()).isEqualTo(Decision.ALLOW);
    assertThat(judgement.would()).isEqualTo(Decision.STEP_UP);
    assertThat(judgement.challenge()).isEmpty();
    assertThat(judging.told()).containsExactly("signup.scored");
  }

  @Test
  void aVersionInTheShadowIsToldBesideTheLiveOne() {
    judging.database.write(
        tx ->
            RuleSetStore.add(
                tx,
                "{\"bias\":-4,\"stepUp\":0.5,\"deny\":0.9,\"rules\":{\"disposable_domain\":[[1,9]]}}",
                "operator",
                NOW));
    Judgement judgement = judging.judge(mailinator());
    assertThat(judgement.decision()).isEqualTo(Decision.STEP_UP);
    assertThat(judging.told())
        .containsExactly("signup.scored", "signup.scored", "signup.challenged");
    List<String> shadows =
        judging.database.read(
            handle ->
                handle
                    .createQuery("select would from identity.sign_up_verdict where shadow")
                    .mapTo(String.class)
                    .list());
    assertThat(shadows).containsExactly("deny");
  }

  @Test
  void whatPeopleFoundIsRememberedAndWhatRulesFoundIsNot() {
    Attempt bad = Judging.ordinary("bad@gmail.com", NOW);
    judging.judge(bad);
    label(bad, "abuse", "rule", "velocity");
    assertThat(judging.judge(Judging.ordinary("bad+1@gmail.com", NOW)).decision())
        .isEqualTo(Decision.ALLOW);
    label(bad, "abuse", "agent", "agent.bo");
    Judgement known =
        judging.judge(Judging.on(Judging.ordinary("new@gmail.com", NOW), bad.device()));
    assertThat(codes(known)).contains("known_abuse");
    assertThat(known.decision()).isEqualTo(Decision.STEP_UP);
    label(bad, "good", "agent", "agent.ann");
    assertThat(
            codes(judging.judge(Judging.on(Judging.ordinary("new2@gmail.com", NOW), bad.device()))))
        .as("where people do not agree nothing is known")
        .doesNotContain("known_abuse");
  }

  private void label(Attempt attempt, String label, String source, String author) {
    judging.database.write(
        tx -> {
          Labels.give(tx, new Label(attempt.account(), label, source, author, "", NOW));
          return true;
        });
  }

  @Test
  void nothingIsKeptByWhichSomebodyCouldBeFound() {
    judging.judge(
        Judging.from(
            Judging.on(Judging.ordinary("secret.name@gmail.com", NOW), Optional.of("my-device")),
            "198.51.100.77"));
    String all =
        judging.database.read(
            handle ->
                handle
                        .createQuery("select s::text from identity.judged_sign_up s")
                        .mapTo(String.class)
                        .one()
                    + handle
                        .createQuery("select encode(value, 'escape') from platform.outbox limit 1")
                        .mapTo(String.class)
                        .one());
    assertThat(all).doesNotContain("secret", "gmail", "198.51", "my-device");
  }

  @Test
  void whatIsLongOverIsForgotten() {
    judging.judge(Judging.ordinary("old@gmail.com", NOW));
    judging.judge(Judging.ordinary("new@gmail.com", NOW.plus(Duration.ofDays(80))));
    int gone = judging.database.write(tx -> judging.risk.forget(tx, NOW.plus(Duration.ofDays(91))));
    assertThat(gone).isEqualTo(1);
  }

  @Test
  void numbersOfOneBlockAreSeen() {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      decisions.add(
          judging.judge(Judging.ordinary("+86138001380%02d".formatted(10 + i), NOW)).decision());
    }
    assertThat(decisions.subList(0, 10)).containsOnly(Decision.ALLOW);
    assertThat(decisions.subList(10, 15)).containsOnly(Decision.STEP_UP);
  }
}
