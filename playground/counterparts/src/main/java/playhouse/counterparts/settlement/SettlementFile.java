package playhouse.counterparts.settlement;

import java.time.LocalDate;
import java.util.List;

/** A provider's settlement file: comma-separated, a line for each movement of money. */
final class SettlementFile {
  private static final String HEADER =
      "file,day,batch,type,id,reference,currency,gross,fee,rate,paid_currency,net\n";

  private SettlementFile() {}

  /** Name of what is paid out in one sum. */
  static String batch(String channel, LocalDate day, String currency) {
    return "po-" + channel + "-" + day + "-" + currency;
  }

  static String of(String channel, LocalDate day, List<Settled> lines) {
    String name = "st-" + channel + "-" + day;
    StringBuilder csv = new StringBuilder(HEADER);
    for (Settled line : lines) {
      csv.append(
          String.join(
              ",",
              name,
              day.toString(),
              batch(channel, day, line.paid()),
              line.type(),
              line.id(),
              line.reference(),
              line.currency(),
              line.gross().toPlainString(),
              line.fee().toPlainString(),
              line.rate().toPlainString(),
              line.paid(),
              line.net().toPlainString()));
      csv.append('\n');
    }
    if (lines.isEmpty()) {
      csv.append(name).append(',').append(day).append(",,none,,,,,,,,\n");
    }
    return csv.toString();
  }
}
