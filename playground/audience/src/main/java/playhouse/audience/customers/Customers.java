package playhouse.audience.customers;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import playhouse.audience.world.Chance;
import playhouse.audience.world.World;

/**
 * All who have an account with the services, and what they are about to do there. Errands are run
 * by a few threads beside everything else, so that services that are slow or down keep nobody from
 * watching; whoever owns the clock hears of them when it asks.
 */
public final class Customers {

  private static final int THREADS = 4;
  private static final int MOST_AT_ONCE = 40;
  private static final long SOON_MILLIS = 2_000;
  private static final long LATELY_MILLIS = 600_000;

  private final World world;
  private final Services services;
  private final Mind mind;
  private final Map<Integer, Customer> known = new TreeMap<>();
  private final Map<Integer, Long> lookAt = new TreeMap<>();
  private final Set<Integer> busy = new HashSet<>();
  private final Set<Integer> came = new HashSet<>();
  private final PriorityQueue<Todo> agenda = new PriorityQueue<>();
  private final ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "customer");
            thread.setDaemon(true);
            return thread;
          });
  private long order;
  private int joined;
  private int turnedAway;
  private String trouble = "";

  private record Todo(long at, long order, int person, Wish wish) implements Comparable<Todo> {
    @Override
    public int compareTo(Todo other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  /** What came of an errand: news, nothing, or trouble. */
  private record Done(int person, Wish wish, Optional<News> news, String trouble) {}

  /** Nobody yet, of that world. */
  public Customers(World world, Services services, Chance chance) {
    this.world = world;
    this.services = services;
    this.mind = new Mind(chance);
  }

  /** Somebody whom an earlier run knew; they are looked at first of all. */
  public void know(Customer customer, long now) {
    known.put(customer.index(), customer);
    came.add(customer.index());
    look(customer.index(), now);
  }

  /** Somebody comes who wants an account; false if they were here before, or too many wait. */
  public boolean come(int person, long now) {
    if (busy.size() >= MOST_AT_ONCE || !came.add(person)) {
      return false;
    }
    plan(now, person, Wish.JOIN);
    return true;
  }

  /** Begins what is due, and tells what has come of what was begun. */
  public void goOn(long now, Consumer<News> out) {
    hear(now, out);
    while (!agenda.isEmpty() && agenda.peek().at <= now) {
      Todo next = agenda.remove();
      if (busy.contains(next.person)) {
        plan(now + SOON_MILLIS, next.person, next.wish);
      } else if (next.wish.what() != Wish.What.LOOK
          || Long.valueOf(next.at).equals(lookAt.get(next.person))) {
        begin(next.person, next.wish);
      }
    }
  }

  /** Begins nothing more, waits for what is under way, and looks once more at who was active. */
  public void end(Duration patience, Consumer<News> out) {
    long now = System.currentTimeMillis();
    agenda.clear();
    if (!services.answering()) {
      services.giveUp();
    }
    if (await(patience.dividedBy(2), out)) {
      for (Customer customer : List.copyOf(known.values())) {
        if (!customer.subscription().isEmpty() && customer.seen() > now - LATELY_MILLIS) {
          begin(customer.index(), Wish.LOOK);
        }
      }
      await(patience.dividedBy(2), out);
    }
    services.giveUp();
    await(Duration.ofSeconds(15), out);
    threads.shutdownNow();
  }

  private boolean await(Duration patience, Consumer<News> out) {
    long until = System.nanoTime() + patience.toNanos();
    while (!busy.isEmpty() && System.nanoTime() < until) {
      hear(System.currentTimeMillis(), out);
      Services.pause(50);
    }
    return busy.isEmpty();
  }

  private void hear(long now, Consumer<News> out) {
    for (Done one = done.poll(); one != null; one = done.poll()) {
      busy.remove(one.person);
      trouble = trouble.isEmpty() ? one.trouble : trouble;
      if (one.news.isPresent()) {
        heard(one.wish, one.news.get(), now);
        out.accept(one.news.get());
      } else if (one.wish.what() == Wish.What.JOIN) {
        turnedAway++;
      } else {
        look(one.person, now + 30 * SOON_MILLIS);
      }
    }
  }

  private void heard(Wish wish, News news, long now) {
    Customer customer = news.customer();
    known.put(customer.index(), customer);
    joined += news.opened() ? 1 : 0;
    List<Mind.Plan> plans =
        switch (wish.what()) {
          case JOIN -> mind.joined(world.person(customer.index()), now);
          case SUBSCRIBE -> mind.subscribed(customer, now);
          default -> List.of();
        };
    plans.forEach(plan -> plan(plan.at(), customer.index(), plan.wish()));
    if (!customer.subscription().isEmpty()) {
      look(customer.index(), Math.max(customer.next(), now + SOON_MILLIS));
    }
  }

  private void look(int person, long at) {
    lookAt.put(person, at);
    plan(at, person, Wish.LOOK);
  }

  private void plan(long at, int person, Wish wish) {
    if (wish.what() == Wish.What.LOOK) {
      lookAt.put(person, at);
    }
    agenda.add(new Todo(at, order++, person, wish));
  }

  private void begin(int person, Wish wish) {
    busy.add(person);
    Errand errand = new Errand(services, world.person(person), world.tag());
    Customer customer = known.get(person);
    String means = mind.means();
    threads.execute(
        () -> {
          try {
            Optional<News> news =
                customer == null ? errand.join() : Optional.of(errand.act(customer, wish, means));
            done.add(new Done(person, wish, news, ""));
          } catch (Services.GivenUp e) {
            done.add(new Done(person, wish, Optional.empty(), ""));
          } catch (RuntimeException e) {
            // Whatever the services say, everybody else goes on; it is told in the report.
            done.add(new Done(person, wish, Optional.empty(), wish.what() + ": " + e));
          }
        });
  }

  /** What has become of them so far, in words. */
  public String report() {
    return String.format(
        Locale.ROOT,
        "%d accounts, %d opened, %d turned away, %d subscribe, %d errands under way;"
            + " services asked %d times, %d again, refused %s%s",
        known.size(),
        joined,
        turnedAway,
        known.values().stream().filter(Customer::subscribes).count(),
        busy.size(),
        services.asked(),
        services.again(),
        services.refusals(),
        trouble.isEmpty() ? "" : "; trouble: " + trouble);
  }
}
