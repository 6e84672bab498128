package playhouse.contracts.ads;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import playhouse.contracts.facts.AdReport;

/**
 * A row of reports as it adds up.
 *
 * @param counts by {@link AdCount}
 * @param people sketch of who saw any; who did stays in it, also if an ad turns out to be invalid
 */
@SuppressWarnings("ArrayRecordComponent") // held by Flink, never compared
public record AdRow(long version, long[] counts, byte[] people, long latestMicros) {

  /** Of nothing. */
  public static AdRow none() {
    return new AdRow(0, new long[AdCount.SIZE], PeopleSketch.none(), Long.MIN_VALUE);
  }

  /** The same with a change. */
  public AdRow with(AdChange change) {
    long[] sum = counts.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += change.counts()[i];
    }
    return new AdRow(
        version + 1,
        sum,
        PeopleSketch.with(people, change.person()),
        Math.max(latestMicros, change.latestMicros()));
  }

  /** As it is told. */
  public AdReport report(String key, Instant now) {
    String[] names = key.split("\\|", 6);
    return AdReport.newBuilder()
        .setHour(Instant.parse(names[0]))
        .setPlacement(names[1])
        .setAdvertiser(names[2])
        .setLineItem(names[3])
        .setCreative(names[4])
        .setCurrency(names[5])
        .setVersion(version)
        .setRequested(of(AdCount.REQUESTED))
        .setFilled(of(AdCount.FILLED))
        .setImpressions(of(AdCount.IMPRESSIONS))
        .setValidImpressions(of(AdCount.VALID_IMPRESSIONS))
        .setFirstQuartile(of(AdCount.FIRST_QUARTILE))
        .setMidpoint(of(AdCount.MIDPOINT))
        .setThirdQuartile(of(AdCount.THIRD_QUARTILE))
        .setComplete(of(AdCount.COMPLETE))
        .setViewable(of(AdCount.VIEWABLE))
        .setClicks(of(AdCount.CLICKS))
        .setValidClicks(of(AdCount.VALID_CLICKS))
        .setConverted(of(AdCount.CONVERSIONS))
        .setRevenueMicros(of(AdCount.REVENUE_MICROS))
        .setValidRevenueMicros(of(AdCount.VALID_REVENUE_MICROS))
        .setPeople(ByteBuffer.wrap(people))
        .setLatest(Instant.EPOCH.plus(latestMicros, ChronoUnit.MICROS))
        .setComputed(now.truncatedTo(ChronoUnit.MICROS))
        .build();
  }

  /** The counts that a report tells, by {@link AdCount}. */
  public static long[] counts(AdReport report) {
    return new long[] {
      report.getRequested(),
      report.getFilled(),
      report.getImpressions(),
      report.getValidImpressions(),
      report.getFirstQuartile(),
      report.getMidpoint(),
      report.getThirdQuartile(),
      report.getComplete(),
      report.getViewable(),
      report.getClicks(),
      report.getValidClicks(),
      report.getConverted(),
      report.getRevenueMicros(),
      report.getValidRevenueMicros()
    };
  }

  private long of(AdCount count) {
    return counts[count.at()];
  }
}
