package playhouse.audience;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import playhouse.audience.act.Act;
import playhouse.audience.behaviour.Life;
import playhouse.audience.house.House;
import playhouse.audience.render.Dresser;
import playhouse.audience.render.Renderer;
import playhouse.audience.send.Counts;
import playhouse.audience.send.Destination;
import playhouse.audience.send.Disruptions;
import playhouse.audience.send.Lane;
import playhouse.audience.send.Trouble;
import playhouse.audience.truth.Oracle;
import playhouse.audience.truth.Truth;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;

/**
 * A world's past: every person-day of the plan, acted out day by day, told as events and known as
 * truth. The same plan gives the same bytes and the same truth, whatever the number of threads.
 */
public final class History {

  /** Where history's events say they come from. */
  public static final String SOURCE = "/audience/history";

  private static final int BLOCK_PEOPLE = 500;

  private final World world;
  private final List<ZoneId> zones;
  private final List<Block> blocks = new ArrayList<>();
  private final House house;
  private final Truth houseTruth;

  /** The past of a world; revenue counts in the given currency. */
  public History(World world, List<ZoneId> zones, String currency) {
    this.world = world;
    this.zones = zones;
    this.house = new House(world);
    this.houseTruth = new Truth(world, 0, 0, zones, currency);
    for (int first = 0; first < world.population(); first += BLOCK_PEOPLE) {
      int population = Math.min(BLOCK_PEOPLE, world.population() - first);
      blocks.add(new Block(world, first, population, zones, currency));
    }
  }

  /** What is true of what has happened so far. */
  public Oracle oracle() {
    List<Truth> groups = new ArrayList<>(blocks.stream().map(Block::truth).toList());
    groups.add(houseTruth);
    return new Oracle(world, zones, groups);
  }

  /** The oracle to tell of what a person does, or of what concerns nobody in particular. */
  public Truth truth(int person) {
    return person == Act.NOBODY ? houseTruth : blocks.get(person / BLOCK_PEOPLE).truth();
  }

  /** The account of a person. */
  public Life life(int person) {
    return blocks.get(person / BLOCK_PEOPLE).lives().get(person % BLOCK_PEOPLE);
  }

  /** Gives a person another life, which begins with another sign-up. */
  public void live(int person, Life life) {
    blocks.get(person / BLOCK_PEOPLE).lives().set(person % BLOCK_PEOPLE, life);
  }

  /** What accounts brought on at the end of history that lies beyond it. */
  public List<Act> ahead() {
    return blocks.stream().flatMap(block -> block.ahead().stream()).toList();
  }

  void forgetAheadUntil(long millis) {
    blocks.forEach(block -> block.ahead().removeIf(act -> act.at() < millis));
  }

  /** Acts the past out without telling anybody. */
  public void recall(int threads) {
    run(threads, day -> blockDays(day, (block, act) -> {}), day -> {});
  }

  /**
   * Acts the past out and sends its events.
   *
   * @param afterDay told of each epoch day that is done
   */
  public void send(
      Destination destination, Trouble trouble, int threads, Counts counts, IntConsumer afterDay) {
    send(destination, trouble, Arriving.EVER, threads, counts, afterDay);
  }

  /** As above, but sends only the events that arrive at such a time. */
  void send(
      Destination destination,
      Trouble trouble,
      Arriving arriving,
      int threads,
      Counts counts,
      IntConsumer afterDay) {
    Dresser dresser = new Dresser(world, SOURCE, true);
    List<Disruptions> ways = new ArrayList<>();
    for (int i = 0; i <= blocks.size(); i++) {
      ways.add(
          new Disruptions(
              trouble, dresser, counts, at -> arriving.at(at, world.plan().endMillis())));
    }
    int last = world.plan().endDay() - 1;
    run(
        threads,
        day -> {
          List<Callable<Void>> work = new ArrayList<>();
          for (int i = -1; i < blocks.size(); i++) {
            int index = i;
            Disruptions way = ways.get(i + 1);
            work.add(() -> unit(day, index, way, day == last, destination));
          }
          return work;
        },
        afterDay);
  }

  /** When events arrive, seen from the end of history. */
  enum Arriving {
    EVER,
    BEFORE,
    AFTER;

    private boolean at(long millis, long end) {
      return this == EVER || (millis < end) == (this == BEFORE);
    }
  }

  private interface Days {
    List<Callable<Void>> work(int day);
  }

  private interface Told {
    void tell(Block block, Act act);
  }

  private List<Callable<Void>> blockDays(int day, Told told) {
    List<Callable<Void>> work = new ArrayList<>();
    work.add(
        () -> {
          houseDay(day, act -> {});
          return null;
        });
    for (Block block : blocks) {
      work.add(
          () -> {
            block.happen(day, act -> told.tell(block, act));
            return null;
          });
    }
    return work;
  }

  /** A day of one block, or of the house where the index is −1. */
  private Void unit(int day, int index, Disruptions way, boolean last, Destination destination) {
    String name =
        LocalDate.ofEpochDay(day)
            + "/"
            + (index < 0 ? "house" : String.format(Locale.ROOT, "%05d", index));
    Chance chance = world.chance(Chance.Purpose.DISRUPTION, day, index);
    int heartbeat = world.plan().heartbeatSeconds() * 1000;
    try (Lane lane = destination.open(name)) {
      Renderer renderer = new Renderer(world, heartbeat, event -> way.pass(event, chance, lane));
      if (index < 0) {
        houseDay(day, act -> act.tell(renderer));
      } else {
        blocks.get(index).happen(day, act -> act.tell(renderer));
      }
      way.release(last ? Long.MAX_VALUE : (day + 1) * World.DAY, lane);
      lane.finish();
    }
    return null;
  }

  private void houseDay(int day, Consumer<Act> out) {
    long end = world.plan().endMillis();
    house.happen(
        day,
        act ->
            act.until(end)
                .ifPresent(
                    known -> {
                      known.tell(houseTruth);
                      out.accept(known);
                    }));
  }

  private void run(int threads, Days days, IntConsumer afterDay) {
    Plan plan = world.plan();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int day = plan.leadDay(); day < plan.endDay(); day++) {
        for (Future<Void> done : pool.invokeAll(days.work(day))) {
          done.get();
        }
        afterDay.accept(day);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
