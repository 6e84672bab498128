package playhouse.audience.behaviour;

import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Act;
import playhouse.audience.act.Entitled;
import playhouse.audience.act.Entitled.State;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Registered;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Person;
import playhouse.audience.world.World;
import playhouse.contracts.facts.ConsentGiven;
import playhouse.contracts.facts.SignupScored;

/**
 * One person's account over time: sign-up, plan, payments, and the end. What happens follows from
 * the seed and the person alone, in whatever portions time advances.
 */
public final class Life {

  static final long MINUTE = 60_000;
  static final long DAY = 24 * 60 * MINUTE;

  private final Person person;
  private final Chance chance;
  private final Ids ids;
  private final PriorityQueue<Step> agenda = new PriorityQueue<>();
  private final Billing billing;
  private final Attribution attribution;
  private Consumer<Act> out = act -> {};
  private int steps;
  private long verifiedAt = Act.NEVER;
  private long goneAt = Act.NEVER;
  private boolean signedUp;
  private boolean kept;
  private boolean entitled;
  private long lastEntitledAt;

  private record Step(long at, int order, Runnable happening) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      return at != other.at ? Long.compare(at, other.at) : Integer.compare(order, other.order);
    }
  }

  /** The life of a member who signs up when the person says. */
  public Life(World world, Person person) {
    this(world, person, person.signUpMillis());
  }

  /** The life of a member who signs up at a moment. */
  public Life(World world, Person person, long signUpMillis) {
    this.person = person;
    this.chance = world.chance(Chance.Purpose.LIFE, person.index(), 0);
    this.ids = new Ids(world.tag() + "-" + Integer.toString(person.index(), 36) + "-l");
    this.attribution = new Attribution(this);
    this.billing = new Billing(this);
    if (person.named()) {
      at(signUpMillis, () -> signUp(signUpMillis));
    }
  }

  private Life(World world, Person person, long openedMillis, String ids) {
    this.person = person;
    this.chance = world.chance(Chance.Purpose.LIFE, person.index(), 1);
    this.ids = new Ids(ids);
    this.attribution = new Attribution(this);
    this.billing = new Billing(this);
    this.signedUp = true;
    this.kept = true;
    this.verifiedAt = openedMillis;
  }

  /**
   * The life of somebody whose account, plan and payments the services keep and tell of: what is
   * left to tell is what no service tells yet.
   *
   * @param ids what happens in it is named by these, which nothing else may be
   */
  public static Life kept(World world, Person person, long openedMillis, String ids) {
    return new Life(world, person, openedMillis, ids);
  }

  /** Their account was opened just now. */
  public void opened() {
    later(verifiedAt + 900, consent());
    attribution.signedUp(verifiedAt);
  }

  /** They have paid. */
  public void paying(long millis) {
    attribution.paying(millis);
  }

  /** True if the services keep their account. */
  public boolean isKept() {
    return kept;
  }

  /** Whether they watch without ads. */
  public void entitled(boolean to) {
    entitled = to;
  }

  /** Lets everything happen that is due before a moment. */
  public void advance(long untilMillis, Consumer<Act> sink) {
    out = sink;
    for (Step next = agenda.peek(); next != null && next.at < untilMillis; next = agenda.peek()) {
      agenda.remove();
      next.happening.run();
    }
  }

  /** True once the account was opened. */
  public boolean signedUp() {
    return signedUp;
  }

  /** When the account was proved, or {@link Act#NEVER}. */
  public long verifiedAt() {
    return verifiedAt;
  }

  /** True if they had left the platform by then. */
  public boolean gone(long millis) {
    return goneAt != Act.NEVER && goneAt <= millis;
  }

  /** True if they watch with ads. */
  public boolean adSupported() {
    return !entitled;
  }

  /** Whose life it is. */
  public Person person() {
    return person;
  }

  Chance chance() {
    return chance;
  }

  String nextId() {
    return ids.next();
  }

  void at(long millis, Runnable happening) {
    agenda.add(new Step(millis, steps++, happening));
  }

  void happen(Act act) {
    out.accept(act);
  }

  void note(long millis, SpecificRecordBase fact) {
    happen(new Noted(ids.next(), person.index(), millis, fact));
  }

  /** Says so when its time comes; what is past is said at once. */
  void later(long millis, SpecificRecordBase fact) {
    at(millis, () -> note(millis, fact));
  }

  Attribution attribution() {
    return attribution;
  }

  /** Changes what they may use; no two changes of one person fall on the same moment. */
  void entitle(long millis, String plan, State state, long untilMillis) {
    lastEntitledAt = Math.max(millis, lastEntitledAt + 1);
    happen(new Entitled(ids.next(), person.index(), lastEntitledAt, plan, state, untilMillis));
    entitled = state != State.NONE;
  }

  /** They stay, without a plan. */
  void lapse() {
    entitled = false;
  }

  /** They leave for good. */
  void leave(long millis) {
    goneAt = millis;
  }

  private void signUp(long millis) {
    signedUp = true;
    boolean proves = chance.hit(0.94);
    verifiedAt = proves ? millis + 15_000 + (long) chance.exponential(3.0 * MINUTE) : Act.NEVER;
    happen(
        new Registered(
            ids.next(), person.index(), millis, verifiedAt, person.channel(), person.campaign()));
    note(
        millis + 50,
        SignupScored.newBuilder()
            .setScore(person.standing() == Person.Standing.BOT ? 0.83 : 0.02)
            .setDecision("allow")
            .build());
    note(millis + 900, consent());
    attribution.signedUp(millis);
    if (proves) {
      choosePlan(verifiedAt + chance.between(MINUTE, 5 * MINUTE));
    }
  }

  private static ConsentGiven consent() {
    return ConsentGiven.newBuilder().setPurpose("analytics").setPolicyVersion("2026-1").build();
  }

  private void choosePlan(long millis) {
    double mood = chance.unit();
    if (mood < 0.32) {
      at(millis, () -> billing.startTrial(millis));
    } else if (mood < 0.55) {
      at(millis, () -> billing.startPaying(millis));
    } else if (chance.hit(0.3)) {
      long later = millis + chance.between(3 * DAY, 60 * DAY);
      at(later, () -> billing.startTrial(later));
    }
  }
}
