package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.ads.AdCase;
import playhouse.contracts.ads.AdCount;
import playhouse.contracts.ads.AdPiece;
import playhouse.contracts.ads.AdRow;
import playhouse.contracts.ads.PeopleSketch;

/** The night's reports of ads beside what the stream tells of the same facts, and beside KPIs. */
class AdReportsTest {
  private static final Set<String> KPIS = Set.of("K5.1", "K5.2", "K5.3", "K5.4");
  private static final String DAY = "2026-11-16";
  private static final List<AdPiece> PIECES = new ArrayList<>();
  private static Lake lake;

  @BeforeAll
  static void one_night() {
    List<Event> events = stories(new Random(20261201));
    lake =
        LakeHouse.after(
            "ads_reported",
            empty -> {
              new RawTables(empty).add(events.toArray(Event[]::new));
              new Nights(empty, KPIS).next("first");
              report(empty, "first");
            });
  }

  @Test
  void the_night_tells_to_the_row_what_the_stream_tells_of_the_same_facts() {
    Map<String, AdCase> cases = new HashMap<>();
    for (AdPiece piece : PIECES) {
      cases.put(piece.about(), cases.getOrDefault(piece.about(), AdCase.none()).with(piece));
    }
    Map<String, AdRow> rows = new HashMap<>();
    cases.values().stream()
        .flatMap(one -> one.counts().stream())
        .forEach(
            change ->
                rows.put(change.key(), rows.getOrDefault(change.key(), AdRow.none()).with(change)));
    Map<String, String> live = new TreeMap<>();
    rows.forEach((key, row) -> live.put(key, text(row.counts(), row.people())));
    assertThat(live).hasSizeGreaterThan(50);
    assertThat(night()).isEqualTo(live);
  }

  @Test
  void a_night_again_changes_nothing() {
    Map<String, String> before = night();
    report(lake, "again");
    assertThat(night()).isEqualTo(before);
  }

  @Test
  void rates_of_reports_are_those_of_the_kpis() {
    for (String slice : List.of("", "placement=pre-roll", "placement=mid-roll")) {
      String where = slice.isEmpty() ? "" : " AND placement = '" + slice.substring(10) + "'";
      Row all =
          lake.spark()
              .sql(
                  "SELECT SUM(filled) / SUM(requested), SUM(valid_clicks) / SUM(valid_impressions),"
                      + " SUM(viewable) / SUM(valid_impressions),"
                      + " SUM(valid_revenue_micros) / (1000 * SUM(valid_impressions))"
                      + " FROM mart.ad_reports WHERE day = DATE '"
                      + DAY
                      + "'"
                      + where)
              .head();
      assertThat(kpi("K5.1", "fill", slice)).as("fill %s", slice).isEqualTo(rounded(all, 0));
      assertThat(kpi("K5.3", "ctr", slice)).as("ctr %s", slice).isEqualTo(rounded(all, 1));
      assertThat(kpi("K5.3", "viewability", slice)).isEqualTo(rounded(all, 2));
      assertThat(kpi("K5.2", "ecpm", slice)).as("ecpm %s", slice).isEqualTo(rounded(all, 3));
    }
  }

  @Test
  void what_ads_earned_is_what_their_share_of_revenue_is_of() {
    Row earned =
        lake.spark()
            .sql(
                "SELECT SUM(valid_revenue_micros) FROM mart.ad_reports WHERE day = DATE '"
                    + DAY
                    + "'")
            .head();
    Row share =
        lake.table("mart.kpi_daily")
            .where("kpi = 'K5.4' AND zone = 'UTC' AND grain = 'day'")
            .where("CAST(started AS DATE) = DATE '" + DAY + "'")
            .selectExpr("CAST(numerator * 1000000 AS BIGINT)", "CAST(value AS DOUBLE)")
            .head();
    assertThat(share.getLong(0)).isEqualTo(earned.getLong(0)).isPositive();
    // Nothing else was earned that day.
    assertThat(share.getDouble(1)).isEqualTo(1.0);
  }

  private static void report(Lake lake, String run) {
    Jobs.all()
        .find("ad-reports")
        .orElseThrow()
        .run(
            lake,
            new Request(
                Optional.of(DayRange.of(java.time.LocalDate.parse(DAY))), LakeHouse.NOW, run));
  }

  private static String kpi(String id, String measure, String slice) {
    Row row =
        lake.table("mart.kpi_daily")
            .where("kpi = '" + id + "' AND measure = '" + measure + "'")
            .where("zone = 'UTC' AND grain = 'day' AND COALESCE(by, '') = '" + slice + "'")
            .where("CAST(started AS DATE) = DATE '" + DAY + "'")
            .selectExpr("CAST(value AS DOUBLE)")
            .head();
    return "%.6g".formatted(row.getDouble(0));
  }

  private static String rounded(Row row, int at) {
    return "%.6g".formatted(new BigDecimal(row.get(at).toString()).doubleValue());
  }

  private static Map<String, String> night() {
    Map<String, String> told = new TreeMap<>();
    for (Row row : lake.table("mart.ad_reports").collectAsList()) {
      long[] counts = new long[AdCount.SIZE];
      for (AdCount count : AdCount.values()) {
        counts[count.at()] =
            row.getLong(row.fieldIndex(count.name().toLowerCase(java.util.Locale.ROOT)));
      }
      Instant hour =
          row.getAs("hour") instanceof java.sql.Timestamp time
              ? time.toInstant()
              : row.getAs("hour");
      String key =
          String.join(
              "|",
              hour.toString(),
              row.getAs("placement"),
              row.getAs("advertiser"),
              row.getAs("line_item"),
              row.getAs("creative"),
              row.getAs("currency"));
      byte[] people = row.getAs("people_sketch");
      assertThat(row.<Long>getAs("reach")).isEqualTo(PeopleSketch.count(people));
      assertThat(told.put(key, text(counts, people))).as("another row of %s", key).isNull();
    }
    return told;
  }

  private static String text(long[] counts, byte[] people) {
    return java.util.Arrays.toString(counts) + " " + java.util.HexFormat.of().formatHex(people);
  }

  /** Breaks of a day, with what became of them; late, twice and out of order. */
  private static List<Event> stories(Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      Instant at = Instant.parse(DAY + "T00:10:00Z").plusSeconds(random.nextInt(80_000));
      String placement = random.nextBoolean() ? "pre-roll" : "mid-roll";
      add(events, told("ad.requested", "r" + i, "", at, placement, "", 2));
      if (random.nextInt(4) == 0) {
        continue;
      }
      String lineItem = "li" + random.nextInt(5);
      Instant filled = at.plusSeconds(1);
      add(events, told("ad.filled", "f" + i, "i" + i, filled, placement, lineItem, 0));
      add(
          events,
          told("ad.filled", "g" + i, "i" + i, filled.plusSeconds(1), placement, lineItem, 0));
      if (random.nextInt(10) == 0) {
        continue;
      }
      add(
          events,
          told(
              "ad.impression",
              "s" + i,
              "i" + i,
              at.plusSeconds(2),
              placement,
              lineItem,
              4_000 + i));
      Instant after = at.plusSeconds(10 + random.nextInt(1_000));
      int quartiles = random.nextInt(5);
      for (int quartile = 1; quartile <= quartiles; quartile++) {
        add(events, told("ad.quartile", "q" + i + quartile, "i" + i, after, "", "", quartile));
      }
      for (String type : List.of("ad.viewable", "ad.click", "ad.conversion", "ivt.flagged")) {
        if (random.nextInt(4) == 0) {
          add(events, told(type, type + i, "i" + i, after, "", "", 0));
        }
      }
      if (random.nextInt(6) == 0) {
        add(events, told("ad.conversion", "more" + i, "i" + i, after, "", "", 0));
      }
      for (String event : List.of("click", "complete")) {
        for (int again = random.nextInt(3); again > 0; again--) {
          String id = "paid-" + event + again + "-" + i;
          String currency = random.nextInt(8) == 0 ? "EUR" : "USD";
          add(events, paid(id, "i" + i, after, event, currency, 700 * again + i));
        }
      }
    }
    return events;
  }

  private record Both(Event event, AdPiece piece) {}

  private static void add(List<Event> events, Both both) {
    events.add(both.event());
    PIECES.add(both.piece());
  }

  private static Both paid(
      String id, String impression, Instant at, String event, String currency, long micros) {
    Event told =
        Event.of("ad.paid", at.toString())
            .top("id", id)
            .with("impression", impression)
            .with("event", event)
            .with("revenue_micros", micros)
            .with("currency", currency);
    long occurred = at.getEpochSecond() * 1_000_000;
    return new Both(
        told,
        new AdPiece(
            impression, "ad.paid", id, occurred, "", "", "", "", "", currency, event, micros));
  }

  private static Both told(
      String type,
      String id,
      String impression,
      Instant at,
      String placement,
      String lineItem,
      long number) {
    UUID person =
        UUID.nameUUIDFromBytes(("p" + impression.hashCode() % 40).getBytes(StandardCharsets.UTF_8));
    Event event = Event.of(type, at.toString()).top("id", id).by(person.toString());
    if (!impression.isEmpty()) {
      event.with("impression", impression);
    }
    boolean opens = !placement.isEmpty();
    if (opens) {
      event.with("request", "r-" + id).with("placement", placement);
    }
    if (type.equals("ad.requested")) {
      event.with("slots", number);
    }
    if (opens && !lineItem.isEmpty()) {
      event
          .with("line_item", lineItem)
          .with("creative", "cr-" + lineItem)
          .with("advertiser", "adv");
    }
    if (type.equals("ad.impression")) {
      event.with("revenue_micros", number).with("currency", "USD");
    }
    if (type.equals("ad.quartile")) {
      event.with("quartile", number);
    }
    return new Both(event, piece(type, id, impression, at, placement, lineItem, number, person));
  }

  private static AdPiece piece(
      String type,
      String id,
      String impression,
      Instant at,
      String placement,
      String lineItem,
      long number,
      UUID person) {
    boolean shown = type.equals("ad.impression");
    String about =
        type.equals("ad.requested")
            ? "asked " + id
            : type.equals("ad.filled") ? "filled " + impression : impression;
    return new AdPiece(
        about,
        type,
        id,
        at.getEpochSecond() * 1_000_000,
        shown ? person.toString() : "",
        placement,
        lineItem.isEmpty() ? "" : "adv",
        lineItem,
        lineItem.isEmpty() ? "" : "cr-" + lineItem,
        shown ? "USD" : "",
        "",
        number);
  }
}
