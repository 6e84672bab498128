package playhouse.local.verify.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import playhouse.local.process.Progress;

/**
 * Years of a town's life, day by day: what people do, what goes wrong, who is killed, and what
 * everybody may use at the end of each day.
 */
final class Years {
  private static final int PARTS = 2;
  private static final int FAULT_IN = 20;
  private static final int WEEK = 7;

  /** Long enough that whatever is open then is decided on: dunning, disputes, late answers. */
  private static final int CALM_DAYS = 45;

  private static final Duration EVE = Duration.ofMillis(500);

  private final Town town;
  private final People people;
  private final Banks banks;
  private final Operators operators;
  private final Hospital hospital;
  private final Random random;
  private final Size size;
  private final Served served = new Served();
  private long acts;

  /**
   * How much of it.
   *
   * @param acts what people do and what goes wrong, altogether
   */
  record Size(int people, int days, int acts, int deathsOfServing, int deathsOfDatabase) {}

  Years(
      Town town,
      People people,
      Banks banks,
      Operators operators,
      Hospital hospital,
      Random random,
      Size size) {
    this.town = town;
    this.people = people;
    this.banks = banks;
    this.operators = operators;
    this.hospital = hospital;
    this.random = random;
    this.size = size;
  }

  /** What was seen at the end of the days. */
  Served served() {
    return served;
  }

  /** How much was done. */
  long acts() {
    return acts;
  }

  /** Lives through them. */
  void live(Progress progress) {
    Progress.Step step = progress.begin("years");
    people.priceTitles();
    banks.tellTwice();
    LocalDate first = town.now().atOffset(ZoneOffset.UTC).toLocalDate();
    for (int day = 0; day < size.days(); day++) {
      day(first.plusDays(day), day);
      step.tell(first.plusDays(day) + ", " + acts + " acts");
    }
    step.done(acts + " acts by " + first.plusDays(size.days()) + ", " + hospital.deaths());
  }

  /** Nobody does anything new, and nothing goes wrong, until nothing is open any more. */
  void calmDown(Progress progress) {
    Progress.Step step = progress.begin("calm");
    LocalDate first = town.now().atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
    for (int day = 0; day < CALM_DAYS; day++) {
      town.to(first.plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC));
      banks.payersAct(true);
      operators.decide(true);
      banks.decideDisputes(true);
      operators.settle();
      eve(first.plusDays(day));
    }
    step.done(CALM_DAYS + " days");
  }

  private void day(LocalDate day, int number) {
    Instant midnight = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    for (int part = 0; part < PARTS; part++) {
      long second = 1 + part * 86_400L / PARTS + random.nextInt(86_400 / PARTS - 600);
      Instant then = midnight.plusSeconds(second);
      if (then.isAfter(town.now())) {
        perhapsKill(number, part);
        town.to(then);
      }
      long share = (long) number * PARTS + part + 1;
      long due = size.acts() * share / ((long) size.days() * PARTS);
      for (; acts < due; acts++) {
        act();
      }
      banks.payersAct(false);
    }
    if (number % WEEK == WEEK - 1) {
      operators.decide(false);
      banks.decideDisputes(false);
      operators.settle();
    }
    eve(day);
  }

  private void act() {
    int which = random.nextInt(FAULT_IN);
    if (which == 0) {
      banks.fault();
    } else if (which == 1) {
      banks.tellAgain();
    } else {
      people.act();
    }
  }

  /** Deaths come evenly over the days, and at any moment of what comes then. */
  private void perhapsKill(int day, int part) {
    int serving = Math.max(1, size.days() / Math.max(1, size.deathsOfServing()));
    int database = Math.max(1, size.days() / Math.max(1, size.deathsOfDatabase()));
    if (part == 0 && day % serving == serving / 2) {
      hospital.killServing(random);
    } else if (part == 1 && day % database == database / 2) {
      hospital.killDatabase(random);
    }
  }

  private void eve(LocalDate day) {
    town.to(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minus(EVE));
    served.look(town, people, day);
  }
}
