package playhouse.serving.billing.reconciliation.statements;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.serving.billing.payments.channels.References;
import playhouse.serving.platform.Refusal;

/** Reads a provider's settlement file. A day on which nothing moved has one line of type none. */
final class SettlementCsv {
  /** Most lines of one file. */
  static final int MOST_LINES = 50_000;

  private static final Set<String> TYPES =
      Set.of("charge", "refund", "chargeback", "chargeback-fee", "chargeback-won");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private final String account;
  private final List<StatementLine> lines = new ArrayList<>();
  private String file = "";
  private Optional<LocalDate> day = Optional.empty();

  private SettlementCsv(String account) {
    this.account = account;
  }

  /**
   * Reads it.
   *
   * @throws Refusal 400 if it is none, or does not add up
   */
  static Statement read(String account, String text) {
    SettlementCsv csv = new SettlementCsv(account);
    try (CSVParser records = FORMAT.parse(new StringReader(text))) {
      for (CSVRecord row : records) {
        csv.take(row);
      }
    } catch (IllegalArgumentException
        | DateTimeException
        | ArithmeticException
        | UncheckedIOException
        | IOException e) {
      throw refused("line " + (csv.lines.size() + 1) + " cannot be read");
    }
    LocalDate of = csv.day.orElseThrow(() -> refused("it has no lines"));
    return new Statement(
        Statement.Kind.SETTLEMENT, account, csv.file, of, Optional.empty(), List.copyOf(csv.lines));
  }

  private void take(CSVRecord row) {
    if (!row.isConsistent() || lines.size() == MOST_LINES) {
      throw refused("line " + (lines.size() + 1) + " is one too many, or not whole");
    }
    LocalDate of = LocalDate.parse(row.get("day"));
    String name = name(row.get("file"));
    if (day.isPresent() && !(day.get().equals(of) && file.equals(name))) {
      throw refused("it is of more than one day");
    }
    day = Optional.of(of);
    file = name;
    if (!row.get("type").equals("none")) {
      lines.add(line(row));
    }
  }

  private StatementLine line(CSVRecord row) {
    Money gross = money(row.get("currency"), row.get("gross"));
    Money fee = money(row.get("paid_currency"), row.get("fee"));
    Money net = money(row.get("paid_currency"), row.get("net"));
    BigDecimal rate = new BigDecimal(row.get("rate"));
    if (!TYPES.contains(row.get("type")) || rate.signum() <= 0 || rate.scale() > 9) {
      throw refused("line " + (lines.size() + 1) + " is of no type or has no rate");
    }
    if (gross.getCurrencyUnit().equals(net.getCurrencyUnit())
        && rate.compareTo(BigDecimal.ONE) != 0) {
      throw refused("line " + (lines.size() + 1) + " exchanges a currency for itself");
    }
    Money off =
        in(net.getCurrencyUnit(), gross.getAmount().multiply(rate)).minus(fee).minus(net).abs();
    if (off.getAmountMinorLong() > 1) {
      throw refused("line " + (lines.size() + 1) + " does not add up");
    }
    return new StatementLine(
        lines.size() + 1,
        row.get("type"),
        name(row.get("batch")),
        References.ours(account, name(row.get("reference"))),
        gross,
        rate,
        fee,
        net);
  }

  private static Money in(CurrencyUnit currency, BigDecimal amount) {
    return Money.of(currency, amount, RoundingMode.HALF_UP);
  }

  static Money money(String currency, String amount) {
    if (!amount.matches("-?\\d{1,13}(\\.\\d{1,4})?")) {
      throw refused("'" + amount + "' is no amount");
    }
    return Money.of(CurrencyUnit.of(currency), new BigDecimal(amount));
  }

  private static String name(String text) {
    if (!text.matches("[\\p{L}\\p{N}._:/-]{1,100}")) {
      throw refused("'" + text + "' is no name");
    }
    return text;
  }

  private static Refusal refused(String why) {
    return Refusal.bad("content", "is no settlement file: " + why);
  }
}
