package playhouse.serving.advertising.budgets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.advertising.budgets.store.Days;
import playhouse.serving.advertising.budgets.store.Held;
import playhouse.serving.advertising.budgets.store.HoldStore;
import playhouse.serving.advertising.budgets.store.LeaseStore;
import playhouse.serving.advertising.budgets.store.PurseStore;
import playhouse.serving.advertising.budgets.store.Tally;
import playhouse.serving.advertising.orders.Allowance;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * The purse of this process. Whoever asks waits for a transaction that one thread writes for all
 * who wait. It takes money that is set aside for it, so that processes do not stand in each other's
 * way; whether there is money and a turn the database decides.
 *
 * <p>A line item with caps is held for a known person only. One that is paid for by clicks or views
 * holds the price of one until it is shown and for half an hour after.
 */
public final class Till implements Purse, Standing, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Till.class);
  private static final int QUEUE = 10_000;
  private static final int BATCH = 128;
  private static final int MOST_TURNS = 300_000;
  private static final Duration LIMIT = Duration.ofSeconds(6);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);
  private static final Duration YEAR = Duration.ofDays(366);
  private static final int RENEWALS = 4;
  private static final long TEND_NANOS = 500_000_000L;

  private final ServicesDatabase database;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Tending tending;
  private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Turns turns = new Turns();
  private final Totals totals = new Totals();
  private final Thread thread = new Thread(this::run, "budgets");
  private Optional<Drawer> drawer = Optional.empty();
  private final long renewNanos;
  private long tendedNanos;
  private long renewedNanos;
  private volatile boolean begun;
  private volatile boolean closed;
  private volatile boolean abandoned;

  /**
   * Begins, once the database is there.
   *
   * @param silence after which a process that does not say that it lives is taken for dead
   */
  public Till(ServicesDatabase database, Clock clock, Supplier<UUID> ids, Duration silence) {
    this.database = database;
    this.clock = clock;
    this.ids = ids;
    tending = new Tending(database, silence);
    renewNanos = silence.toNanos() / RENEWALS;
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it is kept how much line items may spend. */
  public Allowance allowance() {
    return PurseStore::set;
  }

  /** Whether it knows what was spent and seen before. */
  public boolean ready() {
    return begun;
  }

  @Override
  public List<Wish> hold(Occasion occasion, List<Wish> wishes) {
    check(occasion, wishes);
    Occasion exact =
        new Occasion(
            occasion.request(),
            occasion.placement(),
            occasion.person(),
            occasion.play(),
            occasion.title(),
            occasion.slots(),
            micros(occasion.now()),
            micros(occasion.until()));
    return ask(new Work.Hold(exact, List.copyOf(wishes), new CompletableFuture<>()));
  }

  @Override
  public Booked shown(UUID impression, Instant now) {
    return ask(
        new Work.Notice(impression, Optional.empty(), micros(now), new CompletableFuture<>()));
  }

  @Override
  public Booked paid(UUID impression, LineItem.Pricing what, Instant now) {
    return ask(
        new Work.Notice(impression, Optional.of(what), micros(now), new CompletableFuture<>()));
  }

  @Override
  public void release(UUID impression, Instant now) {
    ask(new Work.Release(impression, new CompletableFuture<>()));
  }

  @Override
  public Spending of(UUID lineItem) {
    return totals.of(lineItem, today());
  }

  @Override
  public boolean affords(LineItem lineItem, long micros) {
    return totals.afford(lineItem, micros, today());
  }

  @Override
  public boolean mayShow(UUID person, LineItem lineItem, Instant at) {
    return lineItem.caps().isEmpty() || !turns.full(person, lineItem, at);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends as if it were killed: nothing is given back. */
  void abandon() {
    abandoned = true;
    close();
  }

  /** What the database would not take would fail for all who wait for the same transaction. */
  private static void check(Occasion occasion, List<Wish> wishes) {
    Stream.of(
            Optional.of(occasion.request()),
            Optional.of(occasion.placement()),
            occasion.play(),
            occasion.title())
        .flatMap(Optional::stream)
        .filter(text -> text.indexOf(0) >= 0 || !UTF_8.newEncoder().canEncode(text))
        .findFirst()
        .ifPresent(
            text -> {
              throw Refusal.bad("title", "must hold characters that can be written");
            });
    if (wishes.stream().anyMatch(wish -> wish.micros() < 0)) {
      throw new IllegalArgumentException("an ad that costs less than nothing");
    }
  }

  private static Instant micros(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  private LocalDate today() {
    return Days.of(clock.instant());
  }

  private List<Wish> ask(Work.Hold hold) {
    return await(hold, hold.answer());
  }

  private Booked ask(Work.Notice notice) {
    return await(notice, notice.answer());
  }

  private boolean ask(Work.Release release) {
    return await(release, release.answer());
  }

  private <T> T await(Work work, CompletableFuture<T> answer) {
    if (closed || !queue.offer(work)) {
      throw Refusal.unavailable("there is too much to do for line items' money");
    }
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("this is being stopped");
    } catch (TimeoutException | ExecutionException e) {
      throw Refusal.unavailable("line items' money cannot be asked for now");
    }
  }

  private void run() {
    while (!closed) {
      List<Work> batch = next();
      try {
        if (drawer.isEmpty()) {
          begin();
        }
        if (!batch.isEmpty()) {
          write(batch);
        }
        tendIfDue();
      } catch (RuntimeException e) {
        failed(batch, e);
      }
    }
    leave();
  }

  private List<Work> next() {
    List<Work> batch = new ArrayList<>();
    try {
      Work first = queue.poll(begun ? TEND_NANOS / 2 : TEND_NANOS / 20, TimeUnit.NANOSECONDS);
      if (first != null) {
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
      }
    } catch (InterruptedException e) {
      // Nobody but the end of the process interrupts it.
      closed = true;
    }
    return batch;
  }

  private void begin() {
    UUID holder = ids.get();
    LocalDate today = today();
    database.write(
        tx -> {
          LeaseStore.begin(tx, holder);
          return holder;
        });
    totals.put(database.read(handle -> PurseStore.totals(handle, today, LocalDate.EPOCH)), today);
    if (!begun) {
      remember();
    }
    drawer = Optional.of(new Drawer(holder));
    begun = true;
  }

  private void remember() {
    try {
      Instant since = clock.instant().minus(YEAR);
      database.read(handle -> HoldStore.newestTurns(handle, since, MOST_TURNS)).forEach(turns::add);
    } catch (RuntimeException e) {
      // The database is asked before anybody gets a turn: some are chosen in vain at first.
      LOG.warn("who has seen what is found out as they come: {}", e.toString());
    }
  }

  private void write(List<Work> batch) {
    Drawer mine = drawer.orElseThrow();
    Round.Outcome outcome = database.write(tx -> new Round(tx, mine, batch).run());
    mine.knows(outcome.opened());
    outcome.filled().forEach(mine::filled);
    outcome.turns().forEach(turns::put);
    for (Held held : outcome.taken()) {
      mine.add(Tally.key(held), -held.reservedMicros());
      totals.held(held, held.reservedMicros());
    }
    outcome.paid().forEach(totals::paid);
    for (Held held : outcome.shown()) {
      totals.shown(held);
      held.turn().filter(turns::knows).ifPresent(turns::add);
    }
    outcome.released().forEach(held -> back(mine, held));
    outcome.answers().forEach(Runnable::run);
  }

  private void back(Drawer mine, Held held) {
    if (held.holder().equals(mine.holder())) {
      mine.add(Tally.key(held), held.reservedMicros());
    }
    totals.held(held, -held.reservedMicros());
    if (held.state() == Held.State.OPEN) {
      held.turn().ifPresent(turns::remove);
    }
  }

  private void tendIfDue() {
    if (System.nanoTime() - tendedNanos < TEND_NANOS) {
      return;
    }
    tendedNanos = System.nanoTime();
    Drawer mine = drawer.orElseThrow();
    if (tendedNanos - renewedNanos > renewNanos) {
      renewedNanos = tendedNanos;
      if (!tending.renew(mine.holder(), clock.instant())) {
        LOG.warn("this process was taken for dead: it begins anew with line items' money");
        drawer = Optional.empty();
        return;
      }
    }
    tending.lapse(mine.holder(), clock.instant()).forEach(held -> back(mine, held));
    tending.giveBack(mine, today()).forEach(mine::emptied);
    LocalDate today = today();
    totals.put(
        database.read(handle -> PurseStore.totals(handle, today, today.minusDays(1))), today);
  }

  /** Whether it was done is not known: what it knew of its money is worth nothing any more. */
  private void failed(List<Work> batch, RuntimeException e) {
    if (!(e instanceof Refusal) && !closed) {
      LOG.warn("line items' money could not be written", e);
    }
    batch.forEach(work -> work.answer().completeExceptionally(e));
    if (drawer.isPresent()) {
      UUID before = drawer.get().holder();
      drawer = Optional.empty();
      try {
        database.write(
            tx -> {
              LeaseStore.end(tx, before);
              return before;
            });
      } catch (RuntimeException again) {
        LOG.debug("others will find out: {}", again.toString());
      }
    }
  }

  private void leave() {
    List<Work> rest = new ArrayList<>();
    queue.drainTo(rest);
    rest.forEach(
        work -> work.answer().completeExceptionally(Refusal.unavailable("this is being stopped")));
    try {
      if (!abandoned && drawer.isPresent()) {
        tending.end(drawer.get());
      }
    } catch (RuntimeException e) {
      LOG.warn("what was set aside goes back a little later: {}", e.toString());
    }
  }
}
