package playhouse.audience;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.render.Dressed;
import playhouse.contracts.Family;
import playhouse.contracts.facts.AccountVerified;
import playhouse.contracts.facts.AdClick;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.AdViewable;
import playhouse.contracts.facts.ChargebackReceived;
import playhouse.contracts.facts.EntitlementChanged;
import playhouse.contracts.facts.IvtFlagged;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.PlaybackHeartbeat;
import playhouse.contracts.facts.PlaybackStall;
import playhouse.contracts.facts.PlaybackStart;
import playhouse.contracts.facts.PlaybackStop;
import playhouse.contracts.facts.RefundCompleted;

/** The twelve KPIs counted slowly and plainly from events alone, to be held against the truth. */
final class Recount {

  private static final Set<String> ACTIVE =
      Set.of(
          "rating",
          "tag",
          "comment.added",
          "danmaku.sent",
          "like.added",
          "favourite.added",
          "share.completed");

  private final ZoneId zone;
  private final List<Dressed> events;
  private final Map<String, Double> rows = new TreeMap<>();
  private final Map<String, Play> plays = new HashMap<>();
  private final Map<LocalDate, Set<UUID>> actives = new TreeMap<>();
  private final TreeSet<LocalDate> days = new TreeSet<>();

  private static final class Play {
    @SuppressWarnings("NullAway.Init")
    Dressed start;

    boolean started;
    long runtime = 1;
    final List<long[]> stretches = new ArrayList<>();
    long played;
    long startup = -1;
    long stalled;
    long stalls;

    long distinct() {
      stretches.sort(Comparator.comparingLong(s -> s[0]));
      long covered = 0;
      long sum = 0;
      for (long[] stretch : stretches) {
        long from = Math.max(covered, stretch[0]);
        long to = Math.min(runtime, stretch[1]);
        sum += Math.max(0, to - from);
        covered = Math.max(covered, to);
      }
      return sum;
    }

    boolean qualified() {
      return distinct() >= 30_000 || (runtime < 60_000 && distinct() * 2 >= runtime);
    }
  }

  Recount(ZoneId zone, Collection<Dressed> distinct) {
    this.zone = zone;
    this.events =
        distinct.stream().filter(event -> event.envelope().getExclusion() == null).toList();
  }

  /** Every value, keyed by KPI, measure, day and by. */
  Map<String, Double> rows() {
    for (Dressed event : events) {
      days.add(day(event));
      playback(event);
    }
    plays.values().removeIf(play -> !play.started);
    activity();
    perDay("K1.3 completion", this::completion);
    watching();
    sessions();
    money();
    ads();
    entitlements();
    counts();
    return rows;
  }

  private void playback(Dressed event) {
    SpecificRecordBase body = event.body();
    if (body instanceof PlaybackStart start) {
      Play play = play(start.getPlay());
      play.start = event;
      play.started = true;
      play.runtime = start.getRuntimeMillis();
    } else if (body instanceof PlaybackHeartbeat beat) {
      Play play = play(beat.getPlay());
      play.stretches.add(new long[] {beat.getFromMillis(), beat.getToMillis()});
      play.played += beat.getPlayedMillis();
      play.startup = Math.max(play.startup, orNone(beat.getStartupMillis()));
    } else if (body instanceof PlaybackStall stall && stall.getCause().equals("network")) {
      play(stall.getPlay()).stalled += stall.getStalledMillis();
      play(stall.getPlay()).stalls++;
    } else if (body instanceof PlaybackStop stop) {
      Play play = play(stop.getPlay());
      play.startup = Math.max(play.startup, orNone(stop.getStartupMillis()));
    }
  }

  private static long orNone(@org.jspecify.annotations.Nullable Long value) {
    return value == null ? -1 : value;
  }

  private Play play(String id) {
    return plays.computeIfAbsent(id, key -> new Play());
  }

  private void activity() {
    for (Play play : plays.values()) {
      UUID person = play.start.envelope().getPerson();
      if (person != null && play.qualified()) {
        actives.computeIfAbsent(day(play.start), key -> new HashSet<>()).add(person);
      }
    }
    for (Dressed event : events) {
      UUID person = event.envelope().getPerson();
      if (person != null && ACTIVE.contains(event.type().name())) {
        actives.computeIfAbsent(day(event), key -> new HashSet<>()).add(person);
      }
    }
    for (LocalDate day : days) {
      double dau = active(day, 1);
      put("K2.2 dau", day, "", dau);
      put("K2.2 wau", day, "", active(day, 7));
      put("K2.2 mau", day, "", active(day, 28));
      if (active(day, 28) > 0) {
        put("K2.2 stickiness", day, "", dau / active(day, 28));
      }
    }
  }

  private int active(LocalDate last, int length) {
    Set<UUID> all = new HashSet<>();
    for (int i = 0; i < length; i++) {
      all.addAll(actives.getOrDefault(last.minusDays(i), Set.of()));
    }
    return all.size();
  }

  private interface OfDay {
    void count(LocalDate day, List<Play> plays);
  }

  private void perDay(String what, OfDay count) {
    Map<LocalDate, List<Play>> byDay = new TreeMap<>();
    for (Play play : plays.values()) {
      byDay.computeIfAbsent(day(play.start), key -> new ArrayList<>()).add(play);
    }
    if (!what.isEmpty()) {
      byDay.forEach(count::count);
    }
  }

  private void completion(LocalDate day, List<Play> plays) {
    Map<String, List<Double>> by = new TreeMap<>();
    for (Play play : plays) {
      if (play.qualified()) {
        double completion = Math.min(1, (double) play.distinct() / play.runtime);
        String title = ((PlaybackStart) play.start.body()).getTitle();
        by.computeIfAbsent("", key -> new ArrayList<>()).add(completion);
        by.computeIfAbsent("title=" + title, key -> new ArrayList<>()).add(completion);
      }
    }
    by.forEach(
        (key, values) ->
            put(
                "K1.3 completion",
                day,
                key,
                values.stream().mapToDouble(Double::doubleValue).sum() / values.size()));
  }

  private void watching() {
    perDay(
        "watching",
        (day, plays) -> {
          Set<UUID> active = actives.getOrDefault(day, Set.of());
          Map<UUID, Long> played = new HashMap<>();
          active.forEach(person -> played.put(person, 0L));
          long stalled = 0;
          long all = 0;
          long stalls = 0;
          Map<String, List<Long>> startups = new TreeMap<>();
          for (Play play : plays) {
            UUID person = play.start.envelope().getPerson();
            if (person != null) {
              played.computeIfPresent(person, (key, sum) -> sum + play.played);
            }
            stalled += play.stalled;
            all += play.played;
            stalls += play.stalls;
            startups(play, startups);
          }
          if (stalled + all > 0) {
            put("K6.2 stall_ratio", day, "", (double) stalled / (stalled + all));
            put("K6.2 stalls_per_hour", day, "", stalls / (all / 3_600_000.0));
          }
          startups.forEach(
              (by, values) -> {
                put("K6.1 p50", day, by, percentile(values, 50));
                put("K6.1 p95", day, by, percentile(values, 95));
                put("K6.1 p99", day, by, percentile(values, 99));
              });
          played(day, played);
        });
  }

  private static void startups(Play play, Map<String, List<Long>> startups) {
    if (play.startup >= 0) {
      String cdn = "cdn=" + ((PlaybackStart) play.start.body()).getCdn();
      String platform = "platform=" + play.start.envelope().getPlatform();
      String country = "country=" + play.start.envelope().getCountry();
      for (String by : List.of("", cdn, platform, country)) {
        startups.computeIfAbsent(by, key -> new ArrayList<>()).add(play.startup);
      }
    }
  }

  private void played(LocalDate day, Map<UUID, Long> played) {
    if (played.isEmpty()) {
      return;
    }
    double seconds = played.values().stream().mapToLong(Long::longValue).sum() / 1000.0;
    put("K3.1 mean_seconds_per_person", day, "", seconds / played.size());
    put("sum", day, "", seconds);
    List<Long> whole = played.values().stream().map(ms -> (long) Math.ceil(ms / 1000.0)).toList();
    put("K3.1 median_seconds_per_person", day, "", percentile(whole, 50));
  }

  private static double percentile(List<Long> values, int percent) {
    List<Double> edges = values.stream().map(Recount::edge).sorted().toList();
    int rank = (int) Math.ceil(percent / 100.0 * edges.size());
    return edges.get(Math.max(rank, 1) - 1);
  }

  /** Two significant digits, rounded up. */
  private static double edge(long value) {
    if (value <= 99) {
      return (double) value;
    }
    double step = Math.pow(10, Math.floor(Math.log10((double) value) + 1e-12) - 1);
    return Math.min(10_000_000, Math.ceil(value / step) * step);
  }

  private void sessions() {
    Map<UUID, List<Instant>> moments = new HashMap<>();
    for (Dressed event : events) {
      Family family = event.type().family();
      UUID person = event.envelope().getPerson();
      if (person != null && (family == Family.PLAYBACK || family == Family.INTERACTION)) {
        moments
            .computeIfAbsent(person, key -> new ArrayList<>())
            .add(event.envelope().getOccurred());
      }
    }
    Map<LocalDate, long[]> sessions = new TreeMap<>();
    moments.forEach(
        (person, all) -> {
          all.sort(Comparator.naturalOrder());
          Instant last = Instant.EPOCH;
          for (Instant moment : all) {
            if (moment.isAfter(last.plusSeconds(1800))) {
              LocalDate day = moment.atZone(zone).toLocalDate();
              long[] counts = sessions.computeIfAbsent(day, key -> new long[2]);
              counts[0]++;
              counts[1] += actives.getOrDefault(day, Set.of()).contains(person) ? 1 : 0;
            }
            last = moment;
          }
        });
    sessions.forEach(
        (day, counts) -> {
          int dau = active(day, 1);
          if (dau > 0) {
            put("K3.4 sessions_per_person", day, "", (double) counts[1] / dau);
          }
          double seconds = rows.getOrDefault("sum " + day + " ", 0.0);
          put("K3.1 mean_seconds_per_session", day, "", seconds / counts[0]);
        });
    rows.keySet().removeIf(key -> key.startsWith("sum "));
  }

  private void money() {
    Map<String, Map<LocalDate, Long>> sums = new TreeMap<>();
    for (Dressed event : events) {
      SpecificRecordBase body = event.body();
      LocalDate day = day(event);
      if (body instanceof PaymentCaptured paid && paid.getCurrency().equals("USD")) {
        long net = paid.getAmountMicros() - paid.getTaxMicros();
        if (paid.getPurpose().equals("subscription")) {
          LocalDate first = paid.getTermFrom().atZone(zone).toLocalDate();
          long n = paid.getTermDays();
          for (long k = 1; k <= n; k++) {
            add(sums, "subscription", first.plusDays(k - 1), net * k / n - net * (k - 1) / n);
          }
        } else {
          add(sums, paid.getPurpose(), day, net);
        }
      } else if (body instanceof RefundCompleted back && back.getCurrency().equals("USD")) {
        add(sums, "refunds", day, back.getTaxMicros() - back.getAmountMicros());
      } else if (body instanceof ChargebackReceived back && back.getCurrency().equals("USD")) {
        add(sums, "refunds", day, back.getTaxMicros() - back.getAmountMicros());
      }
    }
    Map<String, Ad> impressions = impressions();
    for (Ad ad : impressions.values()) {
      add(sums, "ads", ad.day, ad.micros);
    }
    for (LocalDate day : days) {
      long total = 0;
      for (String measure : List.of("subscription", "transaction", "ads", "other", "refunds")) {
        long micros = sums.getOrDefault(measure, Map.of()).getOrDefault(day, 0L);
        total += micros;
        put("K4.4 " + measure, day, "", micros / 1e6);
      }
      put("K4.4 total", day, "", total / 1e6);
    }
  }

  private static void add(
      Map<String, Map<LocalDate, Long>> sums, String measure, LocalDate day, long micros) {
    sums.computeIfAbsent(measure, key -> new TreeMap<>()).merge(day, micros, Long::sum);
  }

  private static final class Ad {
    final LocalDate day;
    final String placement;
    final long micros;
    boolean clicked;
    boolean viewable;

    Ad(LocalDate day, String placement, long micros) {
      this.day = day;
      this.placement = placement;
      this.micros = micros;
    }
  }

  /** The valid ones by id. */
  private Map<String, Ad> impressions() {
    Map<String, Ad> ads = new HashMap<>();
    for (Dressed event : events) {
      if (event.body() instanceof AdImpression seen) {
        long micros = seen.getCurrency().equals("USD") ? seen.getRevenueMicros() : 0;
        ads.put(seen.getImpression(), new Ad(day(event), seen.getPlacement(), micros));
      }
    }
    for (Dressed event : events) {
      if (event.body() instanceof IvtFlagged flag) {
        ads.remove(flag.getImpression());
      } else if (event.body() instanceof AdClick click && ads.containsKey(click.getImpression())) {
        ads.get(click.getImpression()).clicked = true;
      } else if (event.body() instanceof AdViewable seen && ads.containsKey(seen.getImpression())) {
        ads.get(seen.getImpression()).viewable = true;
      }
    }
    return ads;
  }

  private void ads() {
    Map<String, double[]> sums = new TreeMap<>();
    for (Ad ad : impressions().values()) {
      for (String by : List.of("", "placement=" + ad.placement)) {
        double[] sum = sums.computeIfAbsent(ad.day + " " + by, key -> new double[4]);
        sum[0]++;
        sum[1] += ad.micros / 1e6;
        sum[2] += ad.clicked ? 1 : 0;
        sum[3] += ad.viewable ? 1 : 0;
      }
    }
    sums.forEach(
        (key, sum) -> {
          rows.put("K5.2 ecpm " + key, sum[1] / sum[0] * 1000);
          rows.put("K5.3 ctr " + key, sum[2] / sum[0]);
          rows.put("K5.3 viewability " + key, sum[3] / sum[0]);
        });
    perDay(
        "rpm",
        (day, plays) -> {
          double revenue = sums.getOrDefault(day + " ", new double[4])[1];
          put("K5.2 rpm", day, "", revenue / plays.size() * 1000);
        });
  }

  private void entitlements() {
    for (LocalDate day : days) {
      Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
      Map<UUID, Dressed> latest = new HashMap<>();
      for (Dressed event : events) {
        UUID person = event.envelope().getPerson();
        if (person != null
            && event.body() instanceof EntitlementChanged
            && event.envelope().getOccurred().isBefore(end)) {
          latest.merge(
              person,
              event,
              (one, other) ->
                  one.envelope().getOccurred().isAfter(other.envelope().getOccurred())
                      ? one
                      : other);
        }
      }
      for (String state : List.of("paid", "trial", "grace")) {
        double count =
            latest.values().stream()
                .map(event -> (EntitlementChanged) event.body())
                .filter(change -> change.getState().equals(state))
                .filter(c -> c.getValidUntil() == null || c.getValidUntil().isAfter(end))
                .count();
        put("K4.1 " + state, day, "", count);
      }
    }
  }

  private void counts() {
    for (LocalDate day : days) {
      put("K2.1 registrations", day, "", 0);
      put("K10.2 likes", day, "", 0);
      put("K10.2 favourites", day, "", 0);
    }
    for (Dressed event : events) {
      String at = " " + day(event) + " ";
      if (event.body() instanceof AccountVerified verified) {
        rows.merge("K2.1 registrations" + at, 1.0, Double::sum);
        String channel = "channel=" + verified.getChannel();
        rows.merge("K2.1 registrations" + at + channel, 1.0, Double::sum);
      }
      switch (event.type().name()) {
        case "like.added" -> rows.merge("K10.2 likes" + at, 1.0, Double::sum);
        case "like.removed" -> rows.merge("K10.2 likes" + at, -1.0, Double::sum);
        case "favourite.added" -> rows.merge("K10.2 favourites" + at, 1.0, Double::sum);
        case "favourite.removed" -> rows.merge("K10.2 favourites" + at, -1.0, Double::sum);
        default -> {}
      }
    }
  }

  private LocalDate day(Dressed event) {
    return event.envelope().getOccurred().atZone(zone).toLocalDate();
  }

  private void put(String what, LocalDate day, String by, double value) {
    rows.put(what + " " + day + " " + by, value);
  }
}
