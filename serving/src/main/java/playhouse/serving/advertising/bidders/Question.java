package playhouse.serving.advertising.bidders;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.rtb.BidRequest;
import playhouse.serving.advertising.rtb.Categories;
import playhouse.serving.advertising.rtb.Countries;
import playhouse.serving.platform.Json;

/** A break as bidders are asked for ads in it: what it is and where, and never who watches. */
final class Question {
  static final String IMP = "1";

  /** Drugs and tobacco are not advertised here. */
  static final Set<String> BARRED = Set.of("v9i3On");

  private static final int SECOND = 1_000;
  private static final int FIRST_PRICE = 1;
  private static final List<Integer> PROTOCOLS = List.of(2, 3, 7, 11, 13);

  private Question() {}

  static byte[] of(Opportunity there, int millis) {
    Set<String> barred = new TreeSet<>(there.barred());
    barred.addAll(BARRED);
    return Json.bytes(
        new BidRequest(
            there.request(),
            List.of(imp(there)),
            null,
            new BidRequest.Place(null, "Playhouse", null, null, content(there)),
            new BidRequest.Device(
                new BidRequest.Geo(there.country().map(Countries::three).orElse(null)),
                1,
                1,
                null,
                null,
                device(there)),
            null,
            null,
            FIRST_PRICE,
            millis,
            null,
            null,
            List.of(there.currency().getCode()),
            List.copyOf(barred),
            Categories.OURS,
            List.copyOf(there.barredDomains()),
            null));
  }

  private static BidRequest.Imp imp(Opportunity there) {
    Opportunity.Pod pod = there.pod();
    String currency = there.currency().getCode();
    return new BidRequest.Imp(IMP, video(there, pod), cpm(pod.floorMicros()), currency, null, null);
  }

  private static BidRequest.Video video(Opportunity there, Opportunity.Pod pod) {
    boolean exact = !pod.exactMillis().isEmpty();
    return new BidRequest.Video(
        List.of("video/mp4", "application/vnd.apple.mpegurl"),
        exact ? null : (int) (pod.leastMillis() / SECOND),
        exact ? null : (int) (pod.longestMillis() / SECOND),
        startDelay(there),
        pod.slots(),
        (int) (pod.mostMillis() / SECOND),
        PROTOCOLS,
        null,
        null,
        "pod",
        null,
        exact ? pod.exactMillis().stream().map(one -> (int) (one / SECOND)).toList() : null,
        1,
        0,
        cpm(pod.floorMicrosPerSecond()));
  }

  private static int startDelay(Opportunity there) {
    return switch (there.placement()) {
      case "pre-roll" -> 0;
      case "post-roll" -> -2;
      default -> Math.max(1, (int) (there.positionMillis() / SECOND));
    };
  }

  private static BidRequest.Content content(Opportunity there) {
    List<String> categories =
        there.tags().stream()
            .filter(tag -> tag.startsWith("iab:"))
            .map(tag -> tag.substring("iab:".length()))
            .sorted()
            .toList();
    return new BidRequest.Content(
        there.title().orElse(null), null, null, categories, Categories.OURS);
  }

  private static int device(Opportunity there) {
    return switch (there.device()) {
      case "tv" -> 3;
      case "web" -> 2;
      case "ios", "android" -> 1;
      default -> 6;
    };
  }

  private static BigDecimal cpm(long micros) {
    return BigDecimal.valueOf(micros, 6);
  }
}
