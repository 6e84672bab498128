package playhouse.serving.acquisition.rights.exchange;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.serving.acquisition.rights.Device;
import playhouse.serving.acquisition.rights.Grant;
import playhouse.serving.acquisition.rights.Model;
import playhouse.serving.acquisition.rights.Terms;
import playhouse.serving.acquisition.rights.desk.Reading;
import playhouse.serving.acquisition.rights.desk.Wanted;
import playhouse.serving.platform.Refusal;

/**
 * A sheet of avails as CSV with the columns of EMA Avails, and some of our own for what those
 * cannot say. Columns of EMA's that have no part in a right are passed over; any other is refused.
 */
final class AvailSheet {
  private static final List<String> NEEDED =
      List.of("AvailID", "ContentID", "Territory", "LicenseType", "Start", "End");
  private static final List<String> TAKEN =
      List.of(
          "EntryType",
          "FormatProfile",
          "TerritoryExclusion",
          "Exclusive",
          "Device",
          "HoldbackLicenseType",
          "HoldbackDays",
          "Fee",
          "Currency",
          "Zone");
  private static final Set<String> PASSED =
      Set.of(
          ("DisplayName StoreLanguage WorkType TitleInternalAlias TitleDisplayUnlimited"
                  + " LocalizationType LicenseRightsDescription PriceType PriceValue SRP"
                  + " Description OtherTerms OtherInstructions ProductID EncodeID Metadata AltID"
                  + " SuppressionLiftDate SpecialPreOrderFulfillDate ReleaseYear"
                  + " ReleaseHistoryOriginal ReleaseHistoryPhysicalHV ExceptionFlag RatingSystem"
                  + " RatingValue RatingReason RentalDuration WatchDuration CaptionIncluded"
                  + " CaptionExemption Any ContractID ServiceProvider TotalRunTime"
                  + " HoldbackLanguage HoldbackExclusionLanguage")
              .split(" "));
  private static final Map<String, String> LINES = Map.of("SD", "576", "HD", "1080", "UHD", "2160");
  private static final Map<String, String> MODELS =
      Map.of(
          "SVOD", "svod", "AVOD", "avod", "FVOD", "avod", "TVOD", "tvod", "EST", "tvod", "VOD",
          "tvod");
  private static final int MOST_ROWS = 50_000;

  private AvailSheet() {}

  /**
   * A row that is understood.
   *
   * @param line of the sheet, the header being the first
   * @param availId as it stands there
   * @param over whether it says that the avail is over
   */
  record Row(long line, String availId, Terms terms, boolean over) {}

  /** A row that is not. */
  record Fault(long line, String column, String why) {}

  /** A sheet, read. */
  record Sheet(List<Row> rows, List<Fault> faults) {}

  /**
   * Reads a sheet.
   *
   * @param zone whose days they are, where a row does not say
   * @throws Refusal 400 if it is none at all
   */
  static Sheet read(String text, String licensor, ZoneId zone) {
    List<Row> rows = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (CSVParser parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .get()
            .parse(new StringReader(plain))) {
      header(parser.getHeaderNames());
      for (CSVRecord record : parser) {
        row(record, licensor, zone, seen, rows, faults);
        if (record.getRecordNumber() > MOST_ROWS) {
          throw Refusal.bad("body", "has more than " + MOST_ROWS + " rows");
        }
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw Refusal.bad("body", "is no CSV with a header: " + e.getMessage());
    }
    return new Sheet(rows, faults);
  }

  private static void header(List<String> names) {
    for (String needed : NEEDED) {
      if (!names.contains(needed)) {
        throw Refusal.bad("body", "lacks the column " + needed);
      }
    }
    for (String name : names) {
      if (!NEEDED.contains(name) && !TAKEN.contains(name) && !PASSED.contains(name)) {
        throw Refusal.bad("body", "has a column that is not known: " + name);
      }
    }
  }

  private static void row(
      CSVRecord record,
      String licensor,
      ZoneId zone,
      Set<String> seen,
      List<Row> rows,
      List<Fault> faults) {
    long line = record.getRecordNumber() + 1;
    try {
      if (!record.isConsistent()) {
        throw Refusal.bad("columns", "are not as many as in the header");
      }
      Row row = understood(record, line, licensor, zone);
      if (!seen.add(row.terms().reference().orElse(""))) {
        throw Refusal.bad("AvailID", "stands twice, with the same territory, model and format");
      }
      rows.add(row);
    } catch (Refusal refusal) {
      String why = String.valueOf(refusal.getMessage());
      int space = why.indexOf(' ');
      faults.add(new Fault(line, why.substring(0, space), why.substring(space + 1)));
    }
  }

  private static Row understood(CSVRecord record, long line, String licensor, ZoneId usual) {
    ZoneId zone = cell(record, "Zone").map(Reading::zone).orElse(usual);
    String start = needed(record, "Start");
    String end = needed(record, "End");
    boolean days = day(start).isPresent() && day(end).isPresent();
    String availId = needed(record, "AvailID");
    String reference =
        String.join(
            "|",
            availId,
            needed(record, "Territory"),
            needed(record, "LicenseType"),
            cell(record, "FormatProfile").orElse(""));
    Wanted wanted =
        new Wanted(
            matching("ContentID", needed(record, "ContentID"), Wanted.TITLE),
            licensor,
            reference,
            places(needed(record, "Territory")),
            cell(record, "TerritoryExclusion").map(AvailSheet::places).orElse(List.of()),
            models("LicenseType", needed(record, "LicenseType")),
            cell(record, "Device").map(AvailSheet::listed).orElse(List.of()),
            cell(record, "FormatProfile").map(AvailSheet::lines).orElse(null),
            cell(record, "Exclusive").map(AvailSheet::yes).orElse(false),
            days ? null : moment("Start", start, zone),
            days ? null : until(end, zone),
            days ? day(start).orElse(null) : null,
            days ? day(end).orElse(null) : null,
            days ? zone.getId() : null,
            held(record),
            cell(record, "Fee").map(AvailSheet::amount).orElse(null),
            cell(record, "Currency").orElse(null));
    return new Row(line, availId, Reading.terms(wanted), over(record));
  }

  private static boolean over(CSVRecord record) {
    String type = cell(record, "EntryType").orElse("Full Extract");
    if (!type.equals("Full Extract") && !type.equals("Full Delete")) {
      throw Refusal.bad("EntryType", "must be Full Extract or Full Delete");
    }
    return type.equals("Full Delete");
  }

  private static Wanted.@Nullable Held held(CSVRecord record) {
    Optional<String> models = cell(record, "HoldbackLicenseType");
    Optional<String> daysText = cell(record, "HoldbackDays");
    if (models.isEmpty() && daysText.isEmpty()) {
      return null;
    }
    String number = matching("HoldbackDays", daysText.orElse(""), "[1-9]\\d{0,3}");
    return new Wanted.Held(
        models("HoldbackLicenseType", models.orElse("")), Integer.valueOf(number));
  }

  private static List<String> places(String text) {
    return text.equals("WW") || text.equals("Worldwide") ? List.of("*") : listed(text);
  }

  private static List<String> models(String column, String text) {
    return listed(text).stream()
        .map(
            word ->
                Optional.ofNullable(MODELS.get(word))
                    .orElseThrow(
                        () -> Refusal.bad(column, "must be of SVOD, AVOD, TVOD, EST, VOD")))
        .distinct()
        .toList();
  }

  private static Integer lines(String text) {
    return Integer.valueOf(
        matching("FormatProfile", LINES.getOrDefault(text, text), "[1-9]\\d{0,3}"));
  }

  private static boolean yes(String text) {
    return matching("Exclusive", text.toLowerCase(Locale.ROOT), "yes|no").equals("yes");
  }

  private static BigDecimal amount(String text) {
    return new BigDecimal(matching("Fee", text, "\\d{1,10}(\\.\\d{1,4})?"));
  }

  private static Instant until(String text, ZoneId zone) {
    return text.equals("Open")
        ? Reading.OPEN_END
        : day(text)
            .map(last -> last.plusDays(1).atStartOfDay(zone).toInstant())
            .orElseGet(() -> moment("End", text, zone));
  }

  private static Instant moment(String column, String text, ZoneId zone) {
    Optional<LocalDate> day = day(text);
    try {
      return day.isPresent() ? day.get().atStartOfDay(zone).toInstant() : Instant.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.bad(column, "must be a day such as 2026-01-02, or an instant");
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static List<String> listed(String text) {
    return Arrays.stream(text.split("[,; ]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static String matching(String column, String text, String pattern) {
    if (!text.matches(pattern)) {
      throw Refusal.bad(column, "is not as it must be: " + text);
    }
    return text;
  }

  private static String needed(CSVRecord record, String column) {
    return cell(record, column).orElseThrow(() -> Refusal.bad(column, "must not be empty"));
  }

  private static Optional<String> cell(CSVRecord record, String column) {
    return record.isMapped(column)
        ? Optional.of(record.get(column).strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /** Grants as a sheet; read again it says the same. */
  static String write(List<Grant> grants) {
    StringBuilder text = new StringBuilder();
    List<String> columns = new ArrayList<>(NEEDED);
    columns.addAll(TAKEN);
    try (CSVPrinter printer =
        CSVFormat.RFC4180.builder().setHeader(columns.toArray(String[]::new)).get().print(text)) {
      for (Grant grant : grants) {
        printer.printRecord(cells(grant));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static List<String> cells(Grant grant) {
    Terms terms = grant.terms();
    // A sheet's own avail is called as the sheet calls it; any other by its id.
    String[] called = terms.reference().orElse("").split("\\|", -1);
    boolean ofSheet = called.length == 4;
    Optional<ZoneId> zone = terms.zone().map(ZoneId::of);
    return List.of(
        ofSheet ? called[0] : grant.id().toString(),
        terms.title(),
        ofSheet ? called[1] : String.join(" ", terms.territories()),
        ofSheet ? called[2] : models(terms.models()),
        zone.map(where -> terms.from().atZone(where).toLocalDate().toString())
            .orElse(terms.from().toString()),
        end(terms, zone),
        grant.ended().isPresent() ? "Full Delete" : "Full Extract",
        ofSheet ? called[3] : terms.greatestHeight().map(String::valueOf).orElse(""),
        String.join(" ", terms.except()),
        terms.exclusive() ? "Yes" : "No",
        String.join(" ", terms.devices().stream().map(Device::text).toList()),
        terms.holdback().map(back -> models(back.models())).orElse(""),
        terms.holdback().map(back -> held(terms, back, zone)).orElse(""),
        terms.fee().map(fee -> fee.getAmount().toPlainString()).orElse(""),
        terms.fee().map(Money::getCurrencyUnit).map(unit -> unit.getCode()).orElse(""),
        terms.zone().orElse(""));
  }

  private static String end(Terms terms, Optional<ZoneId> zone) {
    return terms.until().equals(Reading.OPEN_END)
        ? "Open"
        : zone.map(where -> terms.until().minusNanos(1).atZone(where).toLocalDate().toString())
            .orElse(terms.until().toString());
  }

  private static String held(Terms terms, Terms.Holdback back, Optional<ZoneId> zone) {
    long days =
        zone.map(
                where ->
                    java.time.temporal.ChronoUnit.DAYS.between(
                        terms.from().atZone(where), back.until().atZone(where)))
            .orElseGet(() -> java.time.Duration.between(terms.from(), back.until()).toDays());
    return Long.toString(days);
  }

  private static String models(List<Model> models) {
    return String.join(
        " ", models.stream().map(model -> model.text().toUpperCase(Locale.ROOT)).toList());
  }
}
