package playhouse.counterparts.bidders;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** How a bidder is to behave: how soon it answers, for how much, and what goes wrong. */
final class Plan {
  private static final List<Fault> ALL = List.of(Fault.values());
  private static final Duration VERY_LATE = Duration.ofMillis(1_500);

  private final Random random;
  private final Deque<Fault> next = new ArrayDeque<>();
  private double millis;
  private double tailShare;
  private double tailMillis;
  private double faultShare;
  private double price = 5;

  Plan(long seed) {
    random = new Random(seed);
  }

  /** What becomes of one request. */
  record Turn(Duration latency, Optional<Fault> fault, double price) {}

  /**
   * Takes {@code {"next": ["late", …], "latencyMillis": 20, "tailShare": 0.05, "tailMillis": 300,
   * "faultShare": 0.2, "price": 5}}, of which nothing must be there; false if it names no fault of
   * ours.
   */
  synchronized boolean take(JsonNode told) {
    List<Optional<Fault>> planned = new ArrayList<>();
    told.path("next").forEach(name -> planned.add(Fault.of(name.asText())));
    if (planned.stream().anyMatch(Optional::isEmpty)) {
      return false;
    }
    planned.forEach(fault -> next.add(fault.orElseThrow()));
    millis = told.path("latencyMillis").asDouble(millis);
    tailShare = told.path("tailShare").asDouble(tailShare);
    tailMillis = told.path("tailMillis").asDouble(tailMillis);
    faultShare = told.path("faultShare").asDouble(faultShare);
    price = told.path("price").asDouble(price);
    return true;
  }

  synchronized Turn turn() {
    Optional<Fault> fault = Optional.ofNullable(next.poll());
    if (fault.isEmpty() && random.nextDouble() < faultShare) {
      fault = Optional.of(ALL.get(random.nextInt(ALL.size())));
    }
    double wait = random.nextDouble() < tailShare ? tailMillis : millis;
    Duration latency =
        fault.filter(Fault.LATE::equals).isPresent()
            ? VERY_LATE
            : Duration.ofNanos((long) (wait * 1e6));
    return new Turn(latency, fault, price);
  }
}
