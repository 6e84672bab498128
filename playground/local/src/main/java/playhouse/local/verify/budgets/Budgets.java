package playhouse.local.verify.budgets;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import playhouse.contracts.Setting;
import playhouse.local.process.Await;
import playhouse.local.process.Ending;
import playhouse.local.process.LocalFailure;
import playhouse.local.stack.Service;
import playhouse.local.stack.Services;
import playhouse.local.stack.Stack;
import playhouse.local.verify.Check;
import playhouse.local.verify.Proof;

/**
 * Many line items of little money and few turns each, and eight players at once that want more than
 * there is, tell twice, forge and keep silent, while serving is killed again and again. Afterwards
 * no budget and no cap was passed, and every payment is explained by an impression.
 */
public final class Budgets implements Proof {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final long PACE_NANOS = 20_000_000;

  /** Nobody is interrupted more than six times an hour: it takes many to spend all. */
  private static final Size WHOLE = new Size(1_000, 5_000, 24_000, 12);

  private static final Size QUICK = new Size(100, 600, 2_500, 3);

  /** Whose turns they are is forgotten. */
  private static final String CAPS_FORGOTTEN = "caps-forgotten";

  /** What was paid is there to be spent again. */
  private static final String PAYMENTS_FORGOTTEN = "payments-forgotten";

  /** Some facts do not get to Kafka. */
  private static final String FACTS_LOST = "facts-lost";

  /**
   * How much of it.
   *
   * @param breaks in all
   * @param deaths of serving
   */
  private record Size(int lineItems, int people, int breaks, int deaths) {}

  @Override
  public String name() {
    return "budgets";
  }

  @Override
  public String purpose() {
    return "ads for more than there is money, with deaths and forgeries: no budget, no cap passed";
  }

  @Override
  public List<String> sabotages() {
    return List.of(CAPS_FORGOTTEN, PAYMENTS_FORGOTTEN, FACTS_LOST);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(Setting.AD_FILES_LOCAL.key(), "true");
  }

  @Override
  public List<Check> run(Trial trial) {
    Services services = new Services(trial.house());
    Service serving =
        services.users().stream()
            .filter(each -> each.portKey() == Setting.SERVING_PORT)
            .findFirst()
            .orElseThrow();
    Stack stack = new Stack(trial.house(), trial.progress(), services.stores(), List.of(serving));
    Ending ending = Ending.with("leave-nothing-running", stack::leave);
    try (Films films = new Films()) {
      stack.up();
      return live(trial, films, stack, serving);
    } finally {
      stack.leave();
      ending.forget();
    }
  }

  private static List<Check> live(Trial trial, Films films, Stack stack, Service serving) {
    Size size = trial.quick() ? QUICK : WHOLE;
    Random random = new Random(trial.seed());
    Desk desk = new Desk(trial.house());
    Books books = new Books(trial.house());
    sabotage(trial, books);
    Campaigns campaigns = new Campaigns(desk, random);
    campaigns.order(size.lineItems(), films);
    Crowd crowd = new Crowd(desk, trial.seed(), size.people());
    crowd.watch(size.breaks(), () -> kill(trial, crowd, size, stack, serving));
    heal(stack, serving);
    trial
        .progress()
        .say("  " + crowd.did() + ", " + desk.asked() + " requests, seed " + trial.seed());
    return books.checks(campaigns.plans(), crowd);
  }

  private static void sabotage(Trial trial, Books books) {
    if (trial.breaks(CAPS_FORGOTTEN)) {
      books.distort("advertising.hold", "insert", "new.person := null;");
    } else if (trial.breaks(PAYMENTS_FORGOTTEN)) {
      books.distort(
          "advertising.purse",
          "update",
          "if new.spent_micros > old.spent_micros then"
              + " new.taken_micros := new.taken_micros - new.spent_micros + old.spent_micros;"
              + " new.spent_micros := old.spent_micros; end if;");
    } else if (trial.breaks(FACTS_LOST)) {
      books.distort(
          "platform.outbox",
          "insert",
          "if new.topic = 'ad' and random() < 0.1 then return null; end if;");
    }
  }

  /** Kills serving, and has it live again, evenly over what is watched. */
  private static void kill(Trial trial, Crowd crowd, Size size, Stack stack, Service serving) {
    for (int death = 1; death <= size.deaths(); death++) {
      int then = size.breaks() * death / (size.deaths() + 1);
      while (crowd.breaks() < then) {
        LockSupport.parkNanos(PACE_NANOS);
      }
      trial
          .house()
          .processes()
          .find(serving.name())
          .flatMap(record -> record.handle())
          .ifPresent(ProcessHandle::destroyForcibly);
      heal(stack, serving);
    }
  }

  private static void heal(Stack stack, Service serving) {
    boolean well =
        Await.until(
            LIMIT,
            () -> {
              // Who was killed a moment ago may seem to live.
              stack.start(serving);
              return serving.health().problem().isEmpty();
            });
    if (!well) {
      throw new LocalFailure("serving does not get well: " + serving.health().problem());
    }
  }
}
