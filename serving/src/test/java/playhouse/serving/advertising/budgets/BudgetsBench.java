package playhouse.serving.advertising.budgets;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import playhouse.serving.EmptyServices;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;

/** How many breaks a second a purse holds: of three ads each, of 1 000 line items with caps. */
final class BudgetsBench {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final int LINE_ITEMS = 1_000;
  private static final int PEOPLE = 5_000;
  private static final long PRICE = 2_500;
  private static final long WARM_NANOS = 3_000_000_000L;
  private static final long RUN_NANOS = 8_000_000_000L;

  private BudgetsBench() {}

  /** Threads that ask, one after the other, 1, 8, 32 if not said. */
  public static void main(String[] threads) throws InterruptedException {
    ServicesDatabase database = EmptyServices.open();
    Till till = new Till(database, Clock.systemUTC(), UUID::randomUUID, SILENCE);
    Await.until("the purse is open", Duration.ofSeconds(30), till::ready);
    List<LineItem> items =
        Stream.generate(
                () ->
                    Ads.lineItem(
                        100_000_000_000L, Optional.empty(), new LineItem.Cap(1_000, 86_400)))
            .limit(LINE_ITEMS)
            .toList();
    List<UUID> people = Stream.generate(UUID::randomUUID).limit(PEOPLE).toList();
    for (String count : threads.length == 0 ? new String[] {"1", "8", "32"} : threads) {
      run(till, items, people, Integer.parseInt(count));
    }
    till.close();
    database.close();
  }

  private static void run(Till till, List<LineItem> items, List<UUID> people, int threads)
      throws InterruptedException {
    ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    CountDownLatch done = new CountDownLatch(threads);
    long begin = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      Random random = new Random(i);
      Thread thread =
          new Thread(
              () -> {
                for (long now = begin; now - begin < WARM_NANOS + RUN_NANOS; ) {
                  one(till, items, people.get(random.nextInt(PEOPLE)), random);
                  long then = System.nanoTime();
                  if (now - begin > WARM_NANOS) {
                    nanos.add(then - now);
                  }
                  now = then;
                }
                done.countDown();
              });
      thread.start();
    }
    done.await();
    List<Long> sorted = nanos.stream().sorted().toList();
    System.out.printf(
        "%d threads: %.0f holds/s of 3 ads, p50 %.1f ms, p99 %.1f ms%n",
        threads,
        sorted.size() * 1e9 / RUN_NANOS,
        sorted.get(sorted.size() / 2) / 1e6,
        sorted.get(sorted.size() * 99 / 100) / 1e6);
  }

  private static void one(Till till, List<LineItem> items, UUID person, Random random) {
    List<Purse.Wish> wishes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      wishes.add(Ads.wish(items.get(random.nextInt(LINE_ITEMS)), i, PRICE));
    }
    till.hold(Ads.occasion(Optional.of(person), Clock.systemUTC().instant()), wishes);
  }
}
