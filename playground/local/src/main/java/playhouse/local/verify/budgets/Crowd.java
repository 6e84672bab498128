package playhouse.local.verify.budgets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import playhouse.local.process.LocalFailure;

/** Players of a few people who watch much, eight at a time; some of them lie. */
final class Crowd {
  private static final int THREADS = 8;
  private static final int SLOTS = 3;
  private static final int TITLES = 10;
  private static final long AGAIN_NANOS = 50_000_000;

  private final Desk desk;
  private final long seed;
  private final List<String> people;
  private final Map<String, Offer> offers = new ConcurrentHashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final AtomicInteger breaks = new AtomicInteger();
  private final AtomicInteger forged = new AtomicInteger();

  /** An ad that somebody was given. */
  record Offer(String person, String lineItem) {}

  Crowd(Desk desk, long seed, int people) {
    this.desk = desk;
    this.seed = seed;
    Random random = new Random(seed);
    this.people =
        Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()).toString())
            .limit(people)
            .toList();
  }

  /** What was given to whom, by the ids of the impressions. */
  Map<String, Offer> offers() {
    return offers;
  }

  /** Impressions that somebody told of. */
  Set<String> told() {
    return told;
  }

  /** Those of them for which serving said that it had heard. */
  Set<String> taken() {
    return taken;
  }

  String did() {
    return "%d breaks, %d ads, %d told of, %d forged"
        .formatted(breaks.get(), offers.size(), told.size(), forged.get());
  }

  int breaks() {
    return breaks.get();
  }

  /** Watches so many breaks in all; what is between them is done by another thread. */
  void watch(int all, Runnable meanwhile) {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(seed + 1 + i);
        running.add(
            pool.submit(
                () -> {
                  while (breaks.incrementAndGet() <= all) {
                    one(random);
                  }
                }));
      }
      running.add(pool.submit(meanwhile));
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new LocalFailure("the crowd broke up: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private void one(Random random) {
    String person = people.get(random.nextInt(people.size()));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("person", person);
    body.put("title", "proof:" + random.nextInt(TITLES));
    body.put("placement", "mid-roll");
    body.put("positionMillis", 600_000);
    body.put("device", "tv");
    body.put("slots", SLOTS);
    body.put("seconds", SLOTS * Films.MILLIS / 1_000);
    Desk.Answer answer = desk.pod(body);
    if (!answer.good()) {
      // It is dead, or has too much to do.
      LockSupport.parkNanos(AGAIN_NANOS);
      return;
    }
    for (JsonNode ad : answer.body().path("ads")) {
      shown(ad, person, random);
    }
  }

  private void shown(JsonNode ad, String person, Random random) {
    String impression = ad.path("impression").asText();
    Optional.ofNullable(offers.put(impression, new Offer(person, ad.path("lineItem").asText())))
        .ifPresent(
            before -> {
              throw new LocalFailure("two ads are called " + impression);
            });
    String url = ad.path("tracking").path("impression").asText();
    int what = random.nextInt(10);
    if (what == 0) {
      return;
    }
    if (what == 1) {
      forged.incrementAndGet();
      desk.tell(forge(url, impression));
      return;
    }
    told.add(impression);
    if (desk.tell(url).good()) {
      taken.add(impression);
    }
    if (what == 2) {
      desk.tell(url);
    }
    if (what % 3 == 0) {
      String click = ad.path("tracking").path("click").asText();
      desk.tell(click);
      desk.tell(click);
    }
  }

  /**
   * The same address of another impression, or with another mark: nobody has signed that. What is
   * turned is not at the end, where bits of base64 may mean nothing.
   */
  private static String forge(String url, String impression) {
    if (url.contains(impression)) {
      return url.replace(impression, UUID.randomUUID().toString());
    }
    int at = url.length() - 9;
    return url.substring(0, at) + (url.charAt(at) == 'A' ? 'B' : 'A') + url.substring(at + 1);
  }
}
