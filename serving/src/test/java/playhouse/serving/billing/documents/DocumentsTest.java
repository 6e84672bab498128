package playhouse.serving.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.text.PDFTextStripper;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.billing.Office;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;

/** Numbers, credit notes and paper, by a clock that is set by hand. */
class DocumentsTest {
  private static final UUID ANA = new UUID(1, 1);
  private static final List<String> SELLER = List.of("戏院 Playhouse", "上海市 1 号", "VAT DE1");
  private Office office;
  private CreditNotes creditNotes;

  @BeforeEach
  void open() {
    office = new Office("2027-12-20T00:00:00Z");
    creditNotes = new CreditNotes(office.clock, office);
  }

  @AfterEach
  void close() {
    office.close();
  }

  private CreditNote credit(Subscription s, Invoice invoice, String amount) {
    return office.write(
        tx ->
            creditNotes.credit(
                tx,
                Subscriptions.locked(tx, s.id()),
                Subscriptions.invoice(tx, invoice.id()),
                Money.parse(amount),
                "goodwill",
                "agent.ana"));
  }

  @Test
  void invoicesAreNumberedWithoutGapsInEachCountryAndYearHoweverManyComeAtOnce() {
    List<Subscription> all =
        IntStream.range(0, 12)
            .mapToObj(i -> office.begin(new UUID(3, i), "standard", i % 2 == 0 ? "DE" : "US"))
            .toList();
    office.write(tx -> tx.execute("update billing.subscription set state = 'expired'"));
    CompletableFuture.allOf(
            all.stream()
                .map(
                    s ->
                        CompletableFuture.runAsync(
                            () -> {
                              office.begin(s.person(), "standard", s.country());
                              try {
                                office.write(
                                    tx -> {
                                      office.subscriptions.subscribe(
                                          tx,
                                          new UUID(5, s.person().getLeastSignificantBits()),
                                          "premium",
                                          "DE");
                                      throw Refusal.missing("rolled back");
                                    });
                              } catch (Refusal e) {
                                // its number is taken by the next
                              }
                            }))
                .toArray(CompletableFuture[]::new))
        .join();
    office.clock.forward(Duration.ofDays(20));
    office.begin(ANA, "premium", "DE");
    assertThat(office.texts("select number from billing.invoice order by number"))
        .containsExactly(
            "DE-2027-000001",
            "DE-2027-000002",
            "DE-2027-000003",
            "DE-2027-000004",
            "DE-2027-000005",
            "DE-2027-000006",
            "DE-2028-000001",
            "US-2027-000001",
            "US-2027-000002",
            "US-2027-000003",
            "US-2027-000004",
            "US-2027-000005",
            "US-2027-000006");
  }

  @Test
  void noMoreIsGivenBackThanWasPaidAndItsTaxIsThatOfTheWhole() {
    Subscription s = office.paid(ANA, "standard", "DE");
    Invoice invoice = office.invoices(s).get(0);
    assertThat(credit(s, invoice, "EUR 3.33").tax()).isEqualTo(Money.parse("EUR 0.53"));
    assertThat(credit(s, invoice, "EUR 3.33").tax()).isEqualTo(Money.parse("EUR 0.54"));
    refused(() -> credit(s, invoice, "EUR 3.34"), "less is left");
    refused(() -> credit(s, invoice, "USD 3.33"), "currency");
    CreditNote last = credit(s, invoice, "EUR 3.33");
    assertThat(last.number()).isEqualTo("DE-C-2027-000003");
    assertThat(
            office.texts("select sum(tax)::numeric(19, 2)::text from billing.credit_note").get(0))
        .isEqualTo(invoice.tax().getAmount().toString());
    assertThat(office.givenBack).hasSize(3);
    assertThat(office.facts("invoice.credited")).hasSize(3);
    refused(() -> credit(s, invoice, "EUR 0.01"), "less is left");
  }

  @Test
  void whatCameFromTheBalanceGoesBackThere() {
    office.gift(ANA, "7KQ2M4XZ9TB1C8WD", "EUR 5.00");
    Subscription s = office.paid(ANA, "standard", "DE");
    Invoice invoice = office.invoices(s).get(0);
    assertThat(invoice.amount()).isEqualTo(Money.parse("EUR 4.99"));
    CreditNote note = credit(s, invoice, "EUR 7.00");
    assertThat(note.amount()).isEqualTo(Money.parse("EUR 4.99"));
    assertThat(office.givenBack.get(0)).contains("EUR 4.99 EUR 0.80");
    assertThat(office.balance(ANA, "EUR 0")).isEqualTo(Money.parse("EUR 2.01"));
    assertThat(office.booked("gift")).isEqualTo("-2.01");
    credit(s, invoice, "EUR 2.99");
    assertThat(office.givenBack).hasSize(1);
    assertThat(office.balance(ANA, "EUR 0")).isEqualTo(Money.parse("EUR 5.00"));
    assertThat(office.booked("tax")).isEqualTo("0.00");
  }

  @Test
  void whatIsNotPaidIsNotGivenBack() {
    office.begin(ANA, "standard", "DE");
    office.write(tx -> tx.execute("update billing.subscription set state = 'expired'"));
    Subscription s = office.begin(ANA, "standard", "DE");
    refused(() -> credit(s, office.invoices(s).get(0), "EUR 1.00"), "was paid");
  }

  @Test
  void theSameInvoiceIsTheSamePaperInChineseToo() throws IOException {
    Subscription s = office.paid(ANA, "standard", "CN");
    office.change(s, office.preview(s, "premium"));
    Invoice invoice = office.invoices(s).get(0);
    List<Invoice.Line> lines = office.database.read(h -> Subscriptions.lines(h, invoice));
    byte[] first = new Papers(true, SELLER).invoice(invoice, lines, ANA);
    office.pay(invoice);
    byte[] second = new Papers(true, SELLER).invoice(office.invoices(s).get(0), lines, ANA);
    assertThat(second).isEqualTo(first);
    assertThat(text(first))
        .contains("戏院 Playhouse", "上海市 1 号", "VAT DE1")
        .contains("高级会员", "标准会员", "未使用", invoice.number(), "40.00", "-25.00", "15.00")
        .contains(invoice.totalTax().getAmount().toString());
    assertThat(text(new Papers(false, SELLER).invoice(invoice, lines, ANA)))
        .contains("Subscription: Premium", "Unused: Standard", "Total CNY");
    CreditNote note = credit(s, invoice, "CNY 1.00");
    assertThat(text(new Papers(true, SELLER).creditNote(note, invoice, ANA)))
        .contains("贷记通知单", note.number(), "1.00");
  }

  @Test
  void whatIsChineseIsEmbeddedAndWhatNoFontHasIsAMark() throws IOException {
    Sheet sheet = new Sheet();
    sheet.from(Sheet.LEFT, 10, "订阅 Premium 𝄞");
    byte[] pdf = sheet.bytes();
    assertThat(pdf.length).as("only what is used of it").isLessThan(60_000);
    assertThat(text(pdf)).contains("订阅 Premium ?");
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDResources resources = document.getPage(0).getResources();
      for (COSName name : resources.getFontNames()) {
        boolean helvetica = name.getName().equals("W");
        assertThat(resources.getFont(name).isEmbedded()).isNotEqualTo(helvetica);
      }
    }
    Sheet western = new Sheet();
    western.from(Sheet.LEFT, 10, "Premium");
    assertThat(western.bytes().length).isLessThan(2_000);
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      return new PDFTextStripper().getText(document);
    }
  }

  private static void refused(Runnable work, String why) {
    assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessageContaining(why);
  }
}
