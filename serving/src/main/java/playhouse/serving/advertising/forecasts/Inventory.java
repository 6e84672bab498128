package playhouse.serving.advertising.forecasts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import playhouse.serving.advertising.auction.Winner;
import playhouse.serving.advertising.orders.Opportunity;

/**
 * All breaks of the last week of some people: as many people as there is room for, drawn by their
 * ids, so that who is kept is kept whole and how often they are reached can be counted. Where
 * nobody is known a break stands for itself. Of this process, since it began.
 */
public final class Inventory {
  static final Duration KEPT = Duration.ofDays(7);
  private static final int MOST = 20_000;

  /** Where less is left there is no room. */
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private final int most;
  private final Deque<Seen> kept = new ArrayDeque<>();
  private double share = 1;
  private long breaks;
  private Optional<Instant> since = Optional.empty();

  /**
   * A break that asked for ads.
   *
   * @param leastMicros what the least of its ads was expected to bring for a thousand, in its
   *     currency; 0 if there was room for another
   */
  record Seen(Opportunity there, long leastMicros) {
    /** 0 to 1, the same for the same person. */
    double draw() {
      long id =
          there
              .person()
              .map(one -> one.getMostSignificantBits() ^ one.getLeastSignificantBits())
              .orElseGet(() -> (long) there.request().hashCode());
      long mixed = id * 0x9E3779B97F4A7C15L;
      mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
      return ((mixed ^ (mixed >>> 32)) >>> 11) * 0x1.0p-53;
    }
  }

  /**
   * What is known.
   *
   * @param share of all people who are in it
   * @param breaks of all of them, whether kept or not
   * @param since when the oldest began; empty if there is none
   */
  record Sample(List<Seen> seen, double share, long breaks, Optional<Instant> since) {}

  /** Empty. */
  public Inventory() {
    this(MOST);
  }

  /** With room for so many breaks. */
  Inventory(int most) {
    this.most = most;
  }

  /** One has asked, and gets these. */
  public void asked(Opportunity there, List<Winner> winners) {
    long millis = winners.stream().mapToLong(one -> one.creative().durationMillis()).sum();
    boolean room =
        winners.size() < there.pod().slots()
            && there.pod().mostMillis() - millis >= SHORTEST.toMillis();
    seen(there, room ? 0 : winners.stream().mapToLong(Winner::valueMicros).min().orElse(0));
  }

  /** The same, by what the least of them brings. */
  synchronized void seen(Opportunity there, long leastMicros) {
    breaks++;
    since = since.or(() -> Optional.of(there.now()));
    Seen fresh = new Seen(there, leastMicros);
    if (fresh.draw() < share) {
      kept.addLast(fresh);
    }
    forget(there.now().minus(KEPT));
    while (kept.size() > most) {
      share /= 2;
      kept.removeIf(one -> one.draw() >= share);
    }
  }

  private void forget(Instant before) {
    boolean old = since.isPresent() && since.get().isBefore(before);
    if (!old) {
      return;
    }
    int all = kept.size();
    while (!kept.isEmpty() && kept.getFirst().there().now().isBefore(before)) {
      kept.removeFirst();
    }
    breaks -= Math.min(breaks, Math.round((all - kept.size()) / share));
    since = Optional.of(before);
  }

  synchronized Sample sample() {
    return new Sample(List.copyOf(kept), share, breaks, since);
  }
}
