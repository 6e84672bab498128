package playhouse.audience.world;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A platform with its people and titles, all of which follows from a plan. */
public final class World {

  /** Milliseconds in a UTC day. */
  public static final long DAY = 86_400_000;

  private final Plan plan;
  private final Catalogue catalogue;
  private final List<Person> people = new ArrayList<>();
  private final List<Taste> tastes = new ArrayList<>();

  /** The world of a plan. */
  public World(Plan plan) {
    this.plan = plan;
    this.catalogue = Catalogue.of(plan.seed(), plan.titles(), plan.leadDay());
    People maker =
        new People(plan.seed(), plan.leadDay(), plan.endDay() - plan.leadDay() + Plan.LEAD_DAYS);
    for (int i = 0; i < plan.people(); i++) {
      people.add(maker.person(i, Plan.LEAD_DAYS));
      tastes.add(maker.taste(i));
    }
  }

  /** A world of given people, tastes and titles. */
  public World(Plan plan, Catalogue catalogue, List<Person> people, List<Taste> tastes) {
    this.plan = plan;
    this.catalogue = catalogue;
    this.people.addAll(people);
    this.tastes.addAll(tastes);
  }

  /** What it was made from. */
  public Plan plan() {
    return plan;
  }

  /** A few letters that tell this world's ids from another's. */
  public String tag() {
    long bits = Chance.hash(plan.seed(), Chance.Purpose.CATALOGUE, plan.hashCode(), 0);
    return Long.toString(bits & 0xFFFFFFL, 36);
  }

  /** The random stream for a purpose. */
  public Chance chance(Chance.Purpose purpose, long first, long second) {
    return Chance.of(plan.seed(), purpose, first, second);
  }

  /** Its titles. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** How many people there are. */
  public int population() {
    return people.size();
  }

  /** The person at an index. */
  public Person person(int index) {
    return people.get(index);
  }

  /** The person at an index is called so from now on, by whoever keeps their account. */
  public void call(int index, UUID pseudonym) {
    people.set(index, people.get(index).called(pseudonym));
  }

  /** What the person at an index likes. */
  public Taste taste(int index) {
    return tastes.get(index);
  }
}
