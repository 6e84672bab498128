package playhouse.serving.billing.payments.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.billing.payments.Orders;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.Progress;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.store.ServicesDatabase;

class RoutingTest {
  private static final String RULES =
      """
      # a comment
      card | currency == "CNY" | c
      card | minor > 1000000 || country == "DE" | b, a
      card | "a" in well | a, b, c
      card | true | b, a
      """;

  private final HandClock clock = new HandClock(Instant.parse("2027-01-01T00:00:00Z"));
  private ServicesDatabase database;

  @BeforeEach
  void open() {
    database = EmptyServices.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Payment payment(String amount, String country) {
    Money money = Money.parse(amount);
    return new Payment(
        UUID.randomUUID(),
        Payment.Purpose.of("invoice", UUID.randomUUID()),
        UUID.randomUUID(),
        country,
        money,
        Money.zero(money.getCurrencyUnit()),
        "card",
        "tok",
        false,
        new Progress(
            Payment.State.DUE,
            Payment.Step.CHARGE,
            1,
            0,
            Instant.EPOCH,
            Optional.empty(),
            0,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Instant.EPOCH);
  }

  @Test
  void theFirstRuleThatHoldsSaysWhoIsAsked() {
    Routing routing = new Routing(RULES, Set.of("a", "b", "c"), clock);
    assertThat(routing.first(payment("CNY 25.00", "CN"))).contains("c");
    assertThat(routing.first(payment("EUR 9.99", "DE"))).contains("b");
    assertThat(routing.first(payment("USD 10000.01", "US"))).contains("b");
    assertThat(routing.first(payment("USD 9.99", "US"))).contains("a");
    assertThat(routing.after(payment("USD 9.99", "US"), "a")).contains("b");
    assertThat(routing.after(payment("USD 9.99", "US"), "c")).isEmpty();
    assertThat(routing.takes("card")).isTrue();
    assertThat(routing.takes("wallet")).isFalse();
  }

  @Test
  void whoFailsAgainAndAgainIsLeftAloneAndTriedByOneAfterAWhile() {
    Routing routing = new Routing("card | true | a, b", Set.of("a", "b"), clock);
    Payment p = payment("USD 9.99", "US");
    for (int i = 0; i < Circuit.FAILURES; i++) {
      assertThat(routing.first(p)).contains("a");
      routing.heard("a", new Outcome.Unknown("silent"));
    }
    assertThat(routing.first(p)).contains("b");
    clock.forward(Circuit.REST);
    assertThat(routing.first(p)).contains("a");
    assertThat(routing.first(p)).contains("b");
    routing.heard("a", new Outcome.Declined("x", "no"));
    assertThat(routing.first(p)).contains("a");
  }

  @Test
  void rulesThatAreNoneAreRefusedAtTheStart() {
    for (String rules : List.of("card", "card | nonsense( | a", "card | currency | a")) {
      assertThatThrownBy(() -> new Routing(rules, Set.of("a"), clock))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theRulesOfTheHouseAreRules() {
    Routing house = Routing.ofHouse(Set.of("card", "alipay", "wechatpay", "wallet"), clock);
    assertThat(house.first(payment("USD 9.99", "US"))).contains("card");
    assertThat(List.of("card", "alipay", "wechatpay", "wallet")).allMatch(house::takes);
  }

  /** A provider that does what chance says, and notes who asked it for what. */
  private static final class Chance implements PaymentChannel {
    private final String name;
    private final Random random;
    private final Map<String, String> unsettled;
    private final Set<String> taken = new HashSet<>();

    private Chance(String name, Random random, Map<String, String> unsettled) {
      this.name = name;
      this.random = random;
      this.unsettled = unsettled;
    }

    @Override
    public Outcome charge(Payment p) {
      String other = unsettled.putIfAbsent(p.reference(), name);
      assertThat(other == null || other.equals(name))
          .as("%s is asked for %s while %s may have it", name, p.reference(), other)
          .isTrue();
      return switch (random.nextInt(5)) {
        case 0 -> {
          unsettled.remove(p.reference());
          yield new Outcome.NotSent("not there");
        }
        case 1 -> new Outcome.Unknown("silent");
        case 2 -> {
          taken.add(p.reference());
          yield new Outcome.Unknown("silent");
        }
        case 3 -> {
          unsettled.remove(p.reference());
          yield new Outcome.Declined("d", "no");
        }
        default -> captured(p);
      };
    }

    private Outcome captured(Payment p) {
      taken.add(p.reference());
      return new Outcome.Captured(
          name + p.reference(),
          p.amount().getAmountMinorLong(),
          p.amount().getCurrencyUnit().getCode());
    }

    @Override
    public Outcome inquire(Payment p) {
      if (random.nextInt(3) == 0) {
        return new Outcome.Unknown("silent");
      }
      return taken.contains(p.reference()) ? captured(p) : new Outcome.NeverSeen();
    }

    @Override
    public Optional<Told> told(Notice notice) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20270101, 99})
  void neverAreTwoAskedForTheSameAttemptWhileTheFirstMayHaveTakenIt(long seed) {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Map<String, String> unsettled = new HashMap<>();
    Map<String, Chance> channels = new HashMap<>();
    for (String name : List.of("a", "b", "c")) {
      channels.put(name, new Chance(name, random, unsettled));
    }
    Payments payments =
        new Payments(
            database,
            Map.copyOf(channels),
            Runnable::run,
            clock,
            new Payments.Others(
                Screening.NONE,
                new Routing("card | true | a, b, c", channels.keySet(), clock),
                Orders.NONE));
    Subscriptions subscriptions = new Subscriptions(clock, payments);
    for (int i = 0; i < 40; i++) {
      UUID person = UUID.randomUUID();
      database.write(
          tx -> {
            tx.execute(
                "insert into billing.payment_method values (?, 'card', 'tok', 'Visa', now())",
                person);
            return subscriptions.subscribe(tx, person, "standard", "US");
          });
    }
    for (int step = 0; step < 400; step++) {
      clock.forward(step < 50 ? Duration.ofHours(12) : Duration.ofMinutes(20));
      database.write(subscriptions::tick);
      payments.collect();
    }
    List<String> taken =
        channels.values().stream()
            .flatMap(channel -> channel.taken.stream())
            .map(reference -> reference.substring(0, 36))
            .toList();
    assertThat(taken).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    int routes =
        database.read(
            handle ->
                handle
                    .createQuery("select count(distinct route) from billing.payment")
                    .mapTo(Integer.class)
                    .one());
    // Which of them depends on who comes first, and that is not the seed's.
    assertThat(routes).as("others were asked, too").isGreaterThan(1);
  }
}
