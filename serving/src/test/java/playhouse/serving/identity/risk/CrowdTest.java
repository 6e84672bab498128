package playhouse.serving.identity.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.identity.risk.SignUpRisk.Attempt;
import playhouse.serving.identity.risk.SignUpRisk.Decision;

/** Two weeks of a thousand people, and of bots among them, by a seed. */
class CrowdTest {
  private static final long SEED = 20260302;
  private static final int PEOPLE = 1_000;
  private static final Duration WEEKS = Duration.ofDays(14);

  private static final List<String> PROVIDERS =
      List.of(
          "qq.com",
          "qq.com",
          "qq.com",
          "163.com",
          "163.com",
          "126.com",
          "foxmail.com",
          "gmail.com",
          "gmail.com",
          "outlook.com",
          "icloud.com",
          "sina.com",
          "139.com",
          "own-domain");

  private static final List<String> AGENTS = agents();

  private final Random random = new Random(SEED);
  private final List<Labelled> crowd = new ArrayList<>();
  private Judging judging;

  /** An attempt, and who makes it. */
  private record Labelled(String who, Attempt attempt) {}

  @BeforeEach
  void open() {
    judging = new Judging();
  }

  @AfterEach
  void close() {
    judging.close();
  }

  @Test
  void hardlyAnyOfTheManyIsHeldUpAndHardlyAnyBotGetsFar() {
    people();
    burst();
    scriptedDrip();
    mailboxDrip();
    domainDrip();
    deviceDrip();
    disposable();
    Map<String, List<Decision>> decisions = judged();
    List<Decision> people = decisions.getOrDefault("people", List.of());
    System.out.printf("seed %d%n", SEED);
    decisions.forEach(
        (who, all) ->
            System.out.printf(
                "%-14s %4d: %d let in, %d asked for more, %d refused%n",
                who,
                all.size(),
                count(all, Decision.ALLOW),
                count(all, Decision.STEP_UP),
                count(all, Decision.DENY)));
    assertThat(people).as("seed " + SEED).hasSize(PEOPLE);
    assertThat(count(people, Decision.STEP_UP)).isLessThanOrEqualTo(PEOPLE / 100);
    assertThat(count(people, Decision.DENY)).isZero();
    stoppedFrom(decisions, "burst", 15);
    stoppedFrom(decisions, "scripted drip", 35);
    stoppedFrom(decisions, "mailbox drip", 4);
    stoppedFrom(decisions, "domain drip", 30);
    stoppedFrom(decisions, "device drip", 5);
    stoppedFrom(decisions, "disposable", 1);
  }

  /** Of the k-th bot and those after it nine in ten are stopped. */
  private static void stoppedFrom(Map<String, List<Decision>> decisions, String who, int k) {
    List<Decision> after = decisions.getOrDefault(who, List.of());
    List<Decision> later = after.subList(k - 1, after.size());
    assertThat(later.size()).as(who).isGreaterThanOrEqualTo(20);
    assertThat(later.size() - count(later, Decision.ALLOW))
        .as(who)
        .isGreaterThanOrEqualTo((int) Math.ceil(later.size() * 0.9));
  }

  private static int count(List<Decision> all, Decision which) {
    return (int) all.stream().filter(which::equals).count();
  }

  private Map<String, List<Decision>> judged() {
    crowd.sort(Comparator.comparing((Labelled one) -> one.attempt().at()));
    Map<String, List<Decision>> decisions = new HashMap<>();
    for (Labelled one : crowd) {
      decisions
          .computeIfAbsent(one.who(), none -> new ArrayList<>())
          .add(judging.judge(one.attempt()).decision());
    }
    return decisions;
  }

  /** Families behind one router, mobile carriers' networks that hundreds share, and all others. */
  private void people() {
    int made = 0;
    while (made < 300) {
      int size = Math.min(2 + random.nextInt(4), 300 - made);
      family(size);
      made += size;
    }
    for (; made < 800; made++) {
      String net = "117.136.%d".formatted(random.nextInt(4));
      add("people", person(net, at(), device()));
    }
    for (; made < PEOPLE; made++) {
      add("people", person(net(), at(), device()));
    }
  }

  private void family(int size) {
    String net = net();
    Instant begin = at();
    String tablet = UUID.randomUUID().toString();
    for (int i = 0; i < size; i++) {
      Optional<String> device = i < 3 && random.nextBoolean() ? Optional.of(tablet) : device();
      add("people", person(net, begin.plus(Duration.ofMinutes(random.nextInt(4_000))), device));
    }
  }

  private Attempt person(String net, Instant at, Optional<String> device) {
    boolean phone = random.nextInt(10) == 0;
    String provider = pick(PROVIDERS);
    String address =
        phone
            ? "+86138%08d".formatted(random.nextInt(100_000_000))
            : mailbox(provider)
                + "@"
                + (provider.equals("own-domain")
                    ? "firm" + random.nextInt(3_000) + "-shop.com"
                    : provider);
    return attempt(address, net + "." + random.nextInt(256), at, device, common());
  }

  /** Half of all people have one of two clients. */
  private String common() {
    return random.nextBoolean() ? AGENTS.get(random.nextInt(2)) : pick(AGENTS);
  }

  /** As people name themselves: with a number at QQ, with a name and perhaps a year elsewhere. */
  private String mailbox(String provider) {
    if (provider.equals("qq.com") && random.nextInt(5) > 0) {
      return Integer.toString(10_000_000 + random.nextInt(900_000_000));
    }
    return switch (random.nextInt(5)) {
      case 0 -> letters(6) + "." + letters(4);
      case 1 -> letters(8);
      case 2 -> letters(5) + (1970 + random.nextInt(40));
      case 3 -> letters(7) + "+" + letters(4);
      default -> letters(4) + "_" + letters(5) + random.nextInt(99);
    };
  }

  /** Two hundred in ten minutes from one network, as browsers without a device. */
  private void burst() {
    Instant begin = Judging.BEGIN.plus(Duration.ofDays(5));
    for (int i = 0; i < 200; i++) {
      String address = letters(7) + (random.nextBoolean() ? random.nextInt(90) : "") + "@gmail.com";
      String ip = "198.51.100." + random.nextInt(256);
      add(
          "burst",
          attempt(address, ip, begin.plusSeconds(3L * i), Optional.empty(), AGENTS.get(0)));
    }
  }

  /** One about every hour from one network, by a script that pretends to be two browsers. */
  private void scriptedDrip() {
    for (int i = 0; i < 280; i++) {
      String address = mailbox("gmail.com") + "@" + pick(List.of("gmail.com", "outlook.com"));
      Instant at = Judging.BEGIN.plus(Duration.ofMinutes(70L * i));
      String ip = "198.51.101." + random.nextInt(256);
      add(
          "scripted drip",
          attempt(address, ip, at, Optional.empty(), AGENTS.get(random.nextInt(2))));
    }
  }

  /** Variants of one mailbox, each from another network and device, four a day. */
  private void mailboxDrip() {
    for (int i = 0; i < 56; i++) {
      String address =
          i % 2 == 0
              ? "ringleader+" + letters(5) + "@gmail.com"
              : dotted("ringleader") + "@gmail.com";
      Instant at = Judging.BEGIN.plus(Duration.ofHours(6L * i));
      add("mailbox drip", attempt(address, net() + ".9", at, device(), pick(AGENTS)));
    }
  }

  /** Mailboxes of a domain that was bought for it, each from another network and device. */
  private void domainDrip() {
    for (int i = 0; i < 220; i++) {
      Instant at = Judging.BEGIN.plus(Duration.ofMinutes(90L * i));
      add(
          "domain drip",
          attempt(mailbox("x") + "@cheap-mail-77.com", net() + ".9", at, device(), pick(AGENTS)));
    }
  }

  /** One machine behind many networks. */
  private void deviceDrip() {
    Optional<String> device = device();
    for (int i = 0; i < 60; i++) {
      Instant at = Judging.BEGIN.plus(Duration.ofHours(5L * i));
      String address = mailbox("163.com") + "@163.com";
      add("device drip", attempt(address, net() + ".9", at, device, pick(AGENTS)));
    }
  }

  private void disposable() {
    for (int i = 0; i < 60; i++) {
      String address = letters(8) + "@" + pick(List.of("mailinator.com", "yopmail.com"));
      add("disposable", attempt(address, net() + ".9", at(), device(), pick(AGENTS)));
    }
  }

  private static Attempt attempt(
      String address, String ip, Instant at, Optional<String> device, String agent) {
    return new Attempt(
        UUID.randomUUID(),
        address.startsWith("+") ? "phone" : "email",
        address,
        device,
        ip,
        Optional.of(agent),
        Optional.empty(),
        at);
  }

  private void add(String who, Attempt attempt) {
    crowd.add(new Labelled(who, attempt));
  }

  /** One in ten does not keep what a device is known by. */
  private Optional<String> device() {
    return random.nextInt(10) == 0
        ? Optional.empty()
        : Optional.of(new UUID(random.nextLong(), random.nextLong()).toString());
  }

  private Instant at() {
    return Judging.BEGIN.plusSeconds(random.nextInt((int) WEEKS.toSeconds()));
  }

  private String net() {
    return "%d.%d.%d".formatted(20 + random.nextInt(80), random.nextInt(256), random.nextInt(256));
  }

  private String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private String dotted(String text) {
    int at = 1 + random.nextInt(text.length() - 1);
    return text.substring(0, at) + "." + text.substring(at);
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static List<String> agents() {
    List<String> agents = new ArrayList<>();
    for (int version = 124; version < 130; version++) {
      agents.add(
          "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
              + version
              + ".0.0.0 Mobile Safari/537.36");
      agents.add(
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_"
              + (version - 123)
              + " like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
              + " MicroMessenger/8.0.49");
    }
    agents.add(Judging.CHROME);
    return List.copyOf(agents);
  }
}
