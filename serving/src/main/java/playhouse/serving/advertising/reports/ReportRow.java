package playhouse.serving.advertising.reports;

import java.time.Instant;
import playhouse.contracts.ads.AdRow;
import playhouse.contracts.facts.AdReport;

/**
 * What came of the ads of a line item in an hour.
 *
 * @param lineItem empty where slots asked for are counted
 * @param currency of its revenue; empty where slots are counted
 * @param counts by {@link playhouse.contracts.ads.AdCount}
 * @param people sketch of who saw any
 */
@SuppressWarnings("ArrayRecordComponent") // added up, never compared
public record ReportRow(
    Instant hour,
    String placement,
    String advertiser,
    String lineItem,
    String creative,
    String currency,
    long[] counts,
    byte[] people) {

  /** As the stream tells it. */
  static ReportRow of(AdReport report) {
    byte[] people = new byte[report.getPeople().remaining()];
    report.getPeople().duplicate().get(people);
    return new ReportRow(
        report.getHour(),
        report.getPlacement(),
        report.getAdvertiser(),
        report.getLineItem(),
        report.getCreative(),
        report.getCurrency(),
        AdRow.counts(report),
        people);
  }
}
