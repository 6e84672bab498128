package playhouse.serving.billing.documents;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import playhouse.serving.billing.subscriptions.Invoice;

/** Invoices and credit notes as pages, in English or Chinese: made of what never changes alone. */
final class Papers {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

  private static final float TEXT = 10;
  private static final float TITLE = 18;
  private static final float PERIOD = 250;
  private static final float NET = 410;
  private static final float TAX = 475;

  private final boolean chinese;
  private final List<String> seller;

  /**
   * In Chinese, or in English.
   *
   * @param seller whose they are: the name, and what else stands below it
   */
  Papers(boolean chinese, List<String> seller) {
    this.chinese = chinese;
    this.seller = List.copyOf(seller);
  }

  /** An invoice. */
  byte[] invoice(Invoice invoice, List<Invoice.Line> lines, UUID person) {
    Sheet sheet = head(say("Invoice", "账单"), invoice.number(), invoice.issued(), person);
    columns(sheet);
    for (Invoice.Line line : lines) {
      sheet.from(Sheet.LEFT, TEXT, what(line) + " " + (chinese ? line.nameZh() : line.nameEn()));
      sheet.from(PERIOD, TEXT, DAY.format(line.from()) + " – " + DAY.format(line.until()));
      amounts(sheet, line.net(), line.tax(), line.gross());
    }
    total(sheet, invoice.total(), invoice.totalTax());
    return sheet.bytes();
  }

  /** A credit note to an invoice. */
  byte[] creditNote(CreditNote note, Invoice invoice, UUID person) {
    Sheet sheet = head(say("Credit note", "贷记通知单"), note.number(), note.created(), person);
    pair(sheet, say("Invoice", "账单"), invoice.number());
    pair(sheet, say("Reason", "原因"), note.reason());
    sheet.next();
    total(sheet, note.total(), note.totalTax());
    if (!note.balance().isZero()) {
      sum(sheet, say("To your balance", "退回余额"), note.balance());
      sum(sheet, say("The way it was paid", "原路退回"), note.amount());
    }
    return sheet.bytes();
  }

  private Sheet head(String title, String number, Instant at, UUID person) {
    Sheet sheet = new Sheet();
    sheet.from(Sheet.LEFT, TITLE, seller.get(0));
    sheet.next();
    for (String line : seller.subList(1, seller.size())) {
      sheet.from(Sheet.LEFT, TEXT, line);
      sheet.next();
    }
    sheet.next();
    sheet.from(Sheet.LEFT, TITLE, title + " " + number);
    sheet.next();
    sheet.next();
    pair(sheet, say("Date", "日期"), DAY.format(at) + " UTC");
    pair(sheet, say("Customer", "客户"), person.toString());
    sheet.next();
    return sheet;
  }

  private void columns(Sheet sheet) {
    sheet.from(Sheet.LEFT, TEXT, say("For", "项目"));
    sheet.from(PERIOD, TEXT, say("From – until", "期间"));
    sheet.from(NET - 30, TEXT, say("Net", "净额"));
    sheet.from(TAX - 25, TEXT, say("Tax", "税额"));
    sheet.from(Sheet.RIGHT - 35, TEXT, say("Sum", "合计"));
    sheet.next();
    sheet.rule();
  }

  private String what(Invoice.Line line) {
    return switch (line.what()) {
      case "unused" -> say("Unused:", "未使用:");
      case "discount" -> say("Discount:", "优惠:");
      default -> say("Subscription:", "订阅:");
    };
  }

  private void total(Sheet sheet, Money total, Money tax) {
    sheet.rule();
    sheet.from(Sheet.LEFT, TEXT, say("Total", "总计") + " " + total.getCurrencyUnit().getCode());
    amounts(sheet, total.minus(tax), tax, total);
  }

  private static void amounts(Sheet sheet, Money net, Money tax, Money gross) {
    sheet.upTo(NET, TEXT, net.getAmount().toPlainString());
    sheet.upTo(TAX, TEXT, tax.getAmount().toPlainString());
    sheet.upTo(Sheet.RIGHT, TEXT, gross.getAmount().toPlainString());
    sheet.next();
  }

  private static void sum(Sheet sheet, String what, Money amount) {
    sheet.from(Sheet.LEFT, TEXT, what);
    sheet.upTo(Sheet.RIGHT, TEXT, amount.getAmount().toPlainString());
    sheet.next();
  }

  private static void pair(Sheet sheet, String what, String is) {
    sheet.from(Sheet.LEFT, TEXT, what);
    sheet.from(Sheet.LEFT + 80, TEXT, is);
    sheet.next();
  }

  private String say(String en, String zh) {
    return chinese ? zh : en;
  }
}
