package playhouse.serving.advertising.openrtb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import playhouse.serving.advertising.auction.Rates;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.rtb.BidRequest;
import playhouse.serving.platform.Refusal;

/** What an imp may hold: one ad of a pod that is laid out, or some of one that is not. */
final class Slots {
  private static final long SECOND = 1_000;
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  /** Of an ad, where nothing is said. */
  private static final int LONGEST = 300;

  /** Of a part, however many would be taken. */
  private static final int MOST = 12;

  private static final int LONGEST_POD = 3_600;

  private final Rates rates;
  private final CurrencyUnit currency;
  private final Instant now;

  Slots(Rates rates, CurrencyUnit currency, Instant now) {
    this.rates = rates;
    this.currency = currency;
    this.now = now;
  }

  /** Empty if nobody knows what its floor is worth in the currency of the answer. */
  Optional<Opportunity.Pod> of(BidRequest.Imp imp, BidRequest.Video video) {
    Optional<Long> floor = micros(imp.bidfloor(), imp);
    Optional<Long> perSecond = micros(video.mincpmpersec(), imp);
    if (floor.isEmpty() || perSecond.isEmpty()) {
      return Optional.empty();
    }
    int least = Optional.ofNullable(video.minduration()).orElse(0);
    int pod = Math.min(Optional.ofNullable(video.poddur()).orElse(LONGEST_POD), LONGEST_POD);
    int longest = Optional.ofNullable(video.maxduration()).orElse(Math.min(pod, LONGEST));
    if (least > longest) {
      throw Refusal.bad("video.minduration", "must not be longer than maxduration or poddur");
    }
    List<Long> exact =
        Optional.ofNullable(video.rqddurs()).orElse(List.of()).stream()
            .map(seconds -> seconds * SECOND)
            .toList();
    long most = exact.stream().mapToLong(one -> one).max().orElse(longest * SECOND);
    int slots = isDynamic(video) ? slots(video, pod, least, exact) : 1;
    long all = isDynamic(video) ? Math.min(pod * SECOND, most * slots) : most;
    return Optional.of(
        new Opportunity.Pod(
            slots, all, least * SECOND, most, exact, perSecond.get(), floor.get(), true));
  }

  static boolean isDynamic(BidRequest.Video video) {
    return video.poddur() != null || Optional.ofNullable(video.maxseq()).orElse(1) > 1;
  }

  /** No more than would fit if all were as short as they may be. */
  private static int slots(BidRequest.Video video, int pod, int least, List<Long> exact) {
    int most = Optional.ofNullable(video.maxseq()).orElse(MOST);
    long shortest = exact.stream().mapToLong(one -> one / SECOND).min().orElse(Math.max(1, least));
    return (int) Math.max(1, Math.min(Math.min(most, MOST), pod / shortest));
  }

  private Optional<Long> micros(@Nullable BigDecimal price, BidRequest.Imp imp) {
    if (price == null || price.signum() == 0) {
      return Optional.of(0L);
    }
    OptionalDouble rate = rates.of(Currencies.of(imp.bidfloorcur(), "bidfloorcur"), currency, now);
    return rate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            price
                .multiply(MICROS)
                .multiply(BigDecimal.valueOf(rate.getAsDouble()))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact());
  }
}
