package playhouse.serving.advertising.openrtb;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import playhouse.serving.advertising.auction.Rates;
import playhouse.serving.advertising.breaks.Wanted;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.rtb.BidRequest;

/** Makes of a bid request the breaks that it asks for: one for each pod, and for each imp alone. */
public final class Reading {
  /** VAST 4.2, in AdCOM's list of protocols. */
  static final int VAST_42 = 13;

  private static final int LINEAR = 1;

  private final Scenes scenes;
  private final Rates rates;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /** By what is known of people and titles, and what currencies are worth. */
  public Reading(Scenes scenes, Rates rates, Supplier<UUID> ids, Clock clock) {
    this.scenes = scenes;
    this.rates = rates;
    this.ids = ids;
    this.clock = clock;
  }

  /** The first that it names of which we know what it is worth; empty if there is none. */
  Optional<CurrencyUnit> currency(BidRequest request) {
    request.imp().forEach(imp -> Currencies.of(imp.bidfloorcur(), "bidfloorcur"));
    List<CurrencyUnit> some =
        Optional.ofNullable(request.cur()).orElse(List.of()).stream()
            .map(code -> Currencies.of(code, "cur"))
            .toList();
    return (some.isEmpty() ? List.of(CurrencyUnit.USD) : some)
        .stream()
            .filter(one -> rates.of(CurrencyUnit.EUR, one, clock.instant()).isPresent())
            .findFirst();
  }

  /** Those of its imps that films of ours may be shown in. */
  List<Asking> breaks(BidRequest request, CurrencyUnit currency, Duration limit) {
    Instant now = clock.instant();
    Slots slots = new Slots(rates, currency, now);
    boolean held = Optional.ofNullable(request.test()).orElse(0) == 0;
    Optional<Scene> scene = scenes.of(request, currency, now);
    List<Asking> all = new ArrayList<>();
    for (List<BidRequest.Imp> pod : pods(request.imp())) {
      Map<Part, List<BidRequest.Imp>> parts = parts(pod, request, slots);
      if (scene.isPresent() && !parts.isEmpty()) {
        all.add(asking(parts, scene.get(), limit, held));
      }
    }
    return all;
  }

  private Asking asking(
      Map<Part, List<BidRequest.Imp>> parts, Scene scene, Duration limit, boolean held) {
    List<Wanted.Part> wanted = new ArrayList<>();
    List<List<BidRequest.Imp>> imps = new ArrayList<>();
    parts.forEach(
        (part, some) -> {
          Opportunity there = scene.with(ids.get(), part.startDelay(), part.of(some.size()));
          wanted.add(new Wanted.Part(there, part.terms().in(there, rates)));
          imps.add(some);
        });
    return new Asking(new Wanted(wanted, scene.watcher(), limit, held, false), imps);
  }

  private static Collection<List<BidRequest.Imp>> pods(List<BidRequest.Imp> imps) {
    Map<String, List<BidRequest.Imp>> pods = new LinkedHashMap<>();
    for (BidRequest.Imp imp : imps) {
      String pod =
          Optional.ofNullable(imp.video())
              .map(BidRequest.Video::podid)
              .map(id -> "pod " + id)
              .orElse("imp " + imp.id());
      pods.computeIfAbsent(pod, key -> new ArrayList<>()).add(imp);
    }
    return pods.values();
  }

  /** Slots of a pod that ask for the same are filled together; those of another kind after them. */
  private Map<Part, List<BidRequest.Imp>> parts(
      List<BidRequest.Imp> pod, BidRequest request, Slots slots) {
    Map<Part, List<BidRequest.Imp>> parts = new LinkedHashMap<>();
    for (BidRequest.Imp imp : pod.stream().sorted(Comparator.comparing(Reading::place)).toList()) {
      part(imp, request, slots)
          .ifPresent(part -> parts.computeIfAbsent(part, key -> new ArrayList<>()).add(imp));
    }
    return parts;
  }

  private static Optional<Part> part(BidRequest.Imp imp, BidRequest request, Slots slots) {
    return Optional.ofNullable(imp.video())
        .filter(video -> Optional.ofNullable(video.linearity()).orElse(LINEAR) == LINEAR)
        .filter(
            video ->
                Optional.ofNullable(video.protocols())
                    .filter(some -> !some.isEmpty() && !some.contains(VAST_42))
                    .isEmpty())
        .flatMap(
            video ->
                slots
                    .of(imp, video)
                    .map(
                        pod ->
                            new Part(
                                pod,
                                Slots.isDynamic(video) ? imp.id() : "",
                                terms(imp, video, request),
                                Optional.ofNullable(video.startdelay()).orElse(0))));
  }

  /** First what must be first, last what must be last. */
  private static int place(BidRequest.Imp imp) {
    int slot = Optional.ofNullable(imp.video()).map(BidRequest.Video::slotinpod).orElse(0);
    return switch (slot) {
      case 1 -> 0;
      case 2 -> 1;
      case -1 -> 3;
      default -> 2;
    };
  }

  private static Terms terms(BidRequest.Imp imp, BidRequest.Video video, BidRequest request) {
    Optional<BidRequest.Pmp> pmp = Optional.ofNullable(imp.pmp());
    List<Terms.Deal> deals =
        pmp.map(BidRequest.Pmp::deals).orElse(List.of()).stream().map(Reading::deal).toList();
    return new Terms(
        deals,
        pmp.map(BidRequest.Pmp::private_auction).orElse(0) == 1,
        Set.copyOf(video.mimes()),
        Optional.ofNullable(imp.secure()).orElse(0) == 1,
        set(Optional.ofNullable(request.wseat())),
        set(Optional.ofNullable(request.bseat())));
  }

  private static Terms.Deal deal(BidRequest.Deal deal) {
    return new Terms.Deal(
        deal.id(),
        Optional.ofNullable(deal.bidfloor())
            .map(floor -> floor.movePointRight(6).doubleValue())
            .orElse(0.0),
        Currencies.of(deal.bidfloorcur(), "bidfloorcur"),
        set(Optional.ofNullable(deal.wseat())),
        set(Optional.ofNullable(deal.wadomain())));
  }

  private static Set<String> set(Optional<List<String>> some) {
    return some.map(List::stream).stream()
        .flatMap(all -> all)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What imps have in common that are slots of one pod.
   *
   * @param alone id of the imp if it is a pod by itself
   */
  private record Part(Opportunity.Pod one, String alone, Terms terms, int startDelay) {
    Opportunity.Pod of(int imps) {
      return imps == 1
          ? one
          : new Opportunity.Pod(
              imps,
              one.mostMillis() * imps,
              one.leastMillis(),
              one.longestMillis(),
              one.exactMillis(),
              one.floorMicrosPerSecond(),
              one.floorMicros(),
              one.separate());
    }
  }
}
