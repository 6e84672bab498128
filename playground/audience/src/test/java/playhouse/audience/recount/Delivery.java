package playhouse.audience.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import playhouse.contracts.facts.EdgeRequested;
import playhouse.contracts.facts.EdgeSampled;
import playhouse.contracts.facts.HealthSampled;
import playhouse.contracts.facts.RenditionPublished;
import playhouse.contracts.facts.TranscodeCompleted;

/** How well things get to people: K6.3, K6.4, K12.1 to K12.4. */
final class Delivery {

  private static final List<String> DAY = List.of("day");
  private static final List<String> HOUR_DAY = List.of("hour", "day");

  private Delivery() {}

  static void count(Sheet sheet, Collection<List<Play>> plays) {
    edges(sheet);
    renditions(sheet);
    bandwidth(sheet);
    errors(sheet, plays);
    availability(sheet, plays);
    transcodes(sheet);
  }

  private static void edges(Sheet sheet) {
    Ratio hits = new Ratio(sheet);
    Ratio bytes = new Ratio(sheet);
    for (Told<EdgeRequested> told : sheet.facts(EdgeRequested.class)) {
      EdgeRequested request = told.fact();
      List<String> by = List.of("", "cdn=" + request.getCdn());
      hits.add(DAY, told.at(), by, request.getHit() ? 1 : 0, 1);
      bytes.addWhole(
          DAY, told.at(), by, request.getHit() ? request.getBytes() : 0, request.getBytes());
    }
    hits.put("K6.3 hits");
    bytes.put("K6.3 bytes");
  }

  private static void renditions(Sheet sheet) {
    Map<String, Instant> first = new TreeMap<>();
    Set<String> there = new TreeSet<>();
    for (Told<RenditionPublished> told : sheet.facts(RenditionPublished.class)) {
      RenditionPublished rendition = told.fact();
      first.putIfAbsent(rendition.getRendition(), told.at());
      Instant begun = first.getOrDefault(rendition.getRendition(), told.at());
      LocalDate day = begun.atZone(ZoneOffset.UTC).toLocalDate();
      boolean inTime = !told.at().atZone(ZoneOffset.UTC).toLocalDate().isAfter(day.plusDays(1));
      if (inTime && rendition.getVerifiedNodes() >= rendition.getTargetNodes()) {
        there.add(rendition.getRendition());
      }
    }
    Ratio success = new Ratio(sheet);
    first.forEach((id, at) -> success.add(DAY, at, List.of(""), there.contains(id) ? 1 : 0, 1));
    success.put("K12.1 success");
  }

  private static void bandwidth(Sheet sheet) {
    Ratio mean = new Ratio(sheet);
    Map<String, Map<Instant, Map<String, List<Long>>>> samples = new TreeMap<>();
    for (Told<EdgeSampled> told : sheet.facts(EdgeSampled.class)) {
      long bits = told.fact().getBytes() * 8;
      long could = told.fact().getCapacityBitsPerSecond() * 60;
      long perMille = (long) Math.ceil(bits * 1000.0 / could);
      List<String> slices = List.of("", "node=" + told.fact().getNode());
      mean.addWhole(HOUR_DAY, told.at(), slices, bits, could);
      for (String grain : HOUR_DAY) {
        for (String by : slices) {
          samples
              .computeIfAbsent(grain, key -> new TreeMap<>())
              .computeIfAbsent(sheet.begin(grain, told.at()), key -> new TreeMap<>())
              .computeIfAbsent(by, key -> new ArrayList<>())
              .add(perMille);
        }
      }
    }
    mean.put("K12.2 mean");
    samples.forEach(
        (grain, periods) ->
            periods.forEach(
                (begin, slices) ->
                    slices.forEach(
                        (by, values) -> {
                          double p95 = Percentile.of(values, 95) / 1000;
                          sheet.put("K12.2 p95", grain, begin, by, p95);
                        })));
  }

  private static void errors(Sheet sheet, Collection<List<Play>> plays) {
    Ratio failures = new Ratio(sheet);
    Ratio broken = new Ratio(sheet);
    for (List<Play> played : plays) {
      for (Play play : played) {
        int failed = play.failedToStart() ? 1 : 0;
        failures.add(DAY, play.at(), play.slices(), failed, 1);
        broken.add(DAY, play.at(), play.slices(), play.brokeOff() ? 1 : 0, 1 - failed);
      }
    }
    failures.put("K12.3 start_failures");
    broken.put("K12.3 ended_by_error");
    Ratio requests = new Ratio(sheet);
    for (Told<HealthSampled> told : sheet.facts(HealthSampled.class)) {
      HealthSampled health = told.fact();
      List<String> by = List.of("", "service=" + health.getService());
      requests.addWhole(DAY, told.at(), by, health.getFailed(), health.getRequests());
    }
    requests.put("K12.3 requests");
  }

  private static void availability(Sheet sheet, Collection<List<Play>> plays) {
    Map<String, Map<Instant, long[]>> minutes = new TreeMap<>();
    for (Told<HealthSampled> told : sheet.facts(HealthSampled.class)) {
      HealthSampled health = told.fact();
      String by = "service=" + health.getService();
      minute(minutes, by, told.at(), health.getRequests(), health.getFailed());
    }
    for (List<Play> played : plays) {
      for (Play play : played) {
        minute(minutes, "service=playback", play.at(), 1, play.failedToStart() ? 1 : 0);
      }
    }
    Ratio good = new Ratio(sheet);
    minutes.forEach(
        (by, sums) ->
            sums.forEach(
                (minute, sum) -> {
                  if (sum[0] > 0) {
                    boolean fine = sum[1] * 1000 <= sum[0] * 5;
                    good.add(List.of("day", "month"), minute, List.of(by), fine ? 1 : 0, 1);
                  }
                }));
    good.put("K6.4 availability");
  }

  private static void minute(
      Map<String, Map<Instant, long[]>> minutes, String by, Instant at, long all, long failed) {
    for (String slice : List.of("", by)) {
      long[] sum =
          minutes
              .computeIfAbsent(slice, key -> new TreeMap<>())
              .computeIfAbsent(at.truncatedTo(ChronoUnit.MINUTES), key -> new long[2]);
      sum[0] += all;
      sum[1] += failed;
    }
  }

  private static void transcodes(Sheet sheet) {
    Ratio perWall = new Ratio(sheet);
    Ratio perCpu = new Ratio(sheet);
    sheet.zero("K12.4 jobs", "hour", "day");
    for (Told<TranscodeCompleted> told : sheet.facts(TranscodeCompleted.class)) {
      TranscodeCompleted job = told.fact();
      List<String> by = List.of("", "codec=" + job.getCodec());
      perWall.addWhole(HOUR_DAY, told.at(), by, job.getMediaMillis(), job.getWallMillis());
      perCpu.addWhole(HOUR_DAY, told.at(), by, job.getMediaMillis(), job.getCpuMillis());
      sheet.addAll("K12.4 jobs", HOUR_DAY, told.at(), List.of("codec=" + job.getCodec()), 1);
    }
    perWall.put("K12.4 per_wall");
    perCpu.put("K12.4 per_cpu");
  }
}
