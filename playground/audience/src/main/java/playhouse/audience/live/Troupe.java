package playhouse.audience.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import playhouse.audience.History;
import playhouse.audience.act.Act;
import playhouse.audience.behaviour.Errands;
import playhouse.audience.behaviour.Ids;
import playhouse.audience.behaviour.Life;
import playhouse.audience.behaviour.Sitting;
import playhouse.audience.behaviour.Viewer;
import playhouse.audience.behaviour.Wish;
import playhouse.audience.house.HouseWork;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Person;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;

/** The people of a world as the clock runs: who sits down, who signs up, who finds their way. */
final class Troupe {

  private static final long HOUR = 3_600_000;
  private static final long LIVES_EVERY = 1_000;
  private static final long HOUSE_EVERY = 10_000;
  private static final long NEWCOMER_EVERY = 4_000;

  private final World world;
  private final History history;
  private final Stage stage;
  private final Guide guide;
  private final Registrar registrar;
  private final Chance chance;
  private final Ids ids;
  private final Pace pace;
  private double wanted;
  private final PriorityQueue<Seat> seated =
      new PriorityQueue<>((one, other) -> Long.compare(one.until, other.until));
  private final boolean[] busy;
  private final ConcurrentLinkedQueue<Runnable> arrivals = new ConcurrentLinkedQueue<>();
  private int nextNewcomer;
  private double allowance;
  private long lastStep;
  private long nextLives;
  private long nextHouse;
  private long nextNewcomerAt;
  private long nextOfflineAt;

  private record Seat(int person, long until) {}

  /** Keeps as many people seated as the pace says. */
  Troupe(
      World world,
      History history,
      Stage stage,
      Guide guide,
      Registrar registrar,
      Chance chance,
      Ids ids,
      Pace pace) {
    this.world = world;
    this.history = history;
    this.stage = stage;
    this.guide = guide;
    this.registrar = registrar;
    this.chance = chance;
    this.ids = ids;
    this.pace = pace;
    this.wanted = pace.seats();
    this.busy = new boolean[world.population()];
  }

  /** Plans what begins by now. */
  void goOn(long now) {
    if (now >= nextLives) {
      live(now);
      nextLives = now + LIVES_EVERY;
    }
    for (Runnable arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
      arrival.run();
    }
    while (!seated.isEmpty() && seated.peek().until <= now) {
      busy[seated.remove().person] = false;
    }
    seat(now);
    registrar.goOn(now);
    others(now);
    lastStep = now;
  }

  /** Seats more people, or fewer as they leave, by a factor. */
  void adjust(double factor) {
    wanted = Math.max(1, Math.min(world.population() * 0.9, wanted * factor));
  }

  /** How many people are here and may sit down. */
  static int eligible(World world, History history, long now) {
    int eligible = 0;
    for (int i = 0; i < world.population(); i++) {
      eligible += present(world, history, i, now) ? 1 : 0;
    }
    return eligible;
  }

  private void live(long now) {
    for (int i = 0; i < world.population(); i++) {
      // Who had no account when the platform opened gets one from the services, or none.
      if (history.life(i).signedUp()) {
        history.life(i).advance(now + 1, stage);
      }
    }
  }

  /** The house fills over some seconds, not at once. */
  private void seat(long now) {
    long passed = lastStep == 0 ? 0 : now - lastStep;
    allowance = Math.min(allowance + passed * wanted / 8000.0, wanted / 8.0 + 1);
    for (int tries = 0; allowance >= 1 && seated.size() < wanted && tries < 200; tries++) {
      int person = chance.below(world.population());
      if (!busy[person] && present(world, history, person, now)) {
        allowance--;
        sitDown(person, now);
      }
    }
  }

  private void sitDown(int index, long now) {
    Person person = world.person(index);
    busy[index] = true;
    if (person.named() && chance.hit(0.35)) {
      var unused =
          guide
              .ask(person.pseudonym())
              .thenAccept(advice -> arrivals.add(() -> follow(index, advice)));
      return;
    }
    begin(index, viewer -> new Sitting(viewer).happen(now));
  }

  /** Takes one of the first titles of the list; without a list they choose by themselves. */
  private void follow(int index, Guide.Advice advice) {
    Optional<Title> chosen =
        advice.titles().stream()
            .skip(advice.titles().isEmpty() ? 0 : chance.below(Math.min(4, advice.titles().size())))
            .flatMap(id -> world.catalogue().find(id).stream())
            .filter(title -> title.runtimeMillis() > 0)
            .findFirst();
    if (chosen.isEmpty()) {
      begin(index, viewer -> new Sitting(viewer).happen(lastStep));
      return;
    }
    Title title = chosen.get();
    var unused = guide.chosen(advice.served(), world.person(index).pseudonym(), title.id());
    Wish wish = new Wish(title, "home", advice.served(), false);
    begin(index, viewer -> new Sitting(viewer).happen(lastStep, wish));
  }

  private interface Sit {
    long happen(Viewer viewer);
  }

  private void begin(int index, Sit sit) {
    long until = sit.happen(viewer(index, history.life(index).adSupported(), stage));
    seated.add(new Seat(index, until + 5_000));
  }

  private Viewer viewer(int index, boolean ads, Consumer<Act> out) {
    Person person = world.person(index);
    int device = chance.below(person.devices().size());
    int day = Math.toIntExact(Math.floorDiv(lastStep, World.DAY));
    return new Viewer(world, person, device, day, ads, false, chance, ids, out);
  }

  private void others(long now) {
    if (now >= nextHouse) {
      new HouseWork(world, ids, chance, stage).shift(now);
      for (int i = 0; i < 10; i++) {
        int person = chance.below(world.population());
        if (world.person(person).named() && present(world, history, person, now)) {
          new Errands(viewer(person, false, registrar.untold(stage))).happen(now, now);
        }
      }
      nextHouse = now + HOUSE_EVERY;
    }
    if (now >= nextNewcomerAt) {
      newcomer(now);
      nextNewcomerAt = now + NEWCOMER_EVERY;
    }
    if (now >= nextOfflineAt) {
      offline(now);
      nextOfflineAt = now + pace.offlineEveryMillis();
    }
  }

  /** Somebody who has no account yet wants one; bots and our own have theirs. */
  private void newcomer(long now) {
    while (nextNewcomer < world.population()) {
      Person person = world.person(nextNewcomer);
      boolean wants =
          person.standing() == Person.Standing.MEMBER && !history.life(person.index()).signedUp();
      if (wants && !registrar.come(person.index(), now)) {
        return;
      }
      nextNewcomer++;
      if (wants) {
        return;
      }
    }
  }

  /** A device that was offline for hours or days reports what was watched on it. */
  private void offline(long now) {
    int person = chance.below(world.population());
    long start = now - chance.between(3 * HOUR, 60 * HOUR);
    if (!world.person(person).named()
        || start < world.plan().firstDay() * World.DAY
        || !present(world, history, person, start)) {
      return;
    }
    List<Act> acts = new ArrayList<>();
    var unused = new Sitting(viewer(person, false, acts::add)).happen(start);
    long cut = start + Pace.OFFLINE_MILLIS;
    acts.forEach(act -> act.until(cut).ifPresent(stage));
  }

  private static boolean present(World world, History history, int index, long now) {
    Life life = history.life(index);
    if (!world.person(index).named()) {
      return true;
    }
    return life.verifiedAt() != Act.NEVER && life.verifiedAt() <= now && !life.gone(now);
  }
}
