package playhouse.serving.billing.reconciliation.statements;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import playhouse.serving.platform.Refusal;

/**
 * Reads a bank's statements (ISO 20022 camt.053.001.08) as they stream by: of each its account, its
 * balances and its booked entries. A document type, and with it every entity, is refused.
 */
final class Camt053 {
  private static final String SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
  private static final int DEEPEST = 40;
  private static final XMLInputFactory XML = factory();

  private final String bank;
  private final Deque<String> path = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private final List<Statement> statements = new ArrayList<>();

  private final Map<String, String> told = new HashMap<>();
  private final Map<String, Money> balances = new HashMap<>();
  private final List<StatementLine> lines = new ArrayList<>();
  private final List<String> references = new ArrayList<>();
  private String currency = "";

  private Camt053(String bank) {
    this.bank = bank;
  }

  /**
   * Reads them.
   *
   * @param bank whose they are
   * @throws Refusal 400 if it is none, or does not add up
   */
  static List<Statement> read(String bank, String content) {
    Camt053 camt = new Camt053(bank);
    try {
      XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(content));
      while (xml.hasNext()) {
        camt.take(xml, xml.next());
      }
    } catch (XMLStreamException e) {
      throw refused("it is not well-formed");
    } catch (DateTimeException | ArithmeticException | IllegalCurrencyException e) {
      throw refused("it has a date, an amount or a currency that is none");
    }
    if (camt.statements.isEmpty()) {
      throw refused("it has no statement");
    }
    return List.copyOf(camt.statements);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  private void take(XMLStreamReader xml, int event) {
    switch (event) {
      case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
          throw refused("a document type and entities are not taken");
      case XMLStreamConstants.START_ELEMENT -> begin(xml);
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
      case XMLStreamConstants.END_ELEMENT -> end();
      default -> {}
    }
  }

  private void begin(XMLStreamReader xml) {
    if (!SPACE.equals(xml.getNamespaceURI()) || path.size() == DEEPEST) {
      throw refused("it is not " + SPACE);
    }
    path.addLast(xml.getLocalName());
    text.setLength(0);
    String amountCurrency = xml.getAttributeValue(null, "Ccy");
    if (amountCurrency != null) {
      currency = amountCurrency;
    }
  }

  private void end() {
    String at = String.join("/", path);
    path.removeLast();
    String value = text.toString().strip();
    text.setLength(0);
    if (!at.startsWith("Document/BkToCstmrStmt/Stmt")) {
      return;
    }
    String in = at.substring("Document/BkToCstmrStmt/".length());
    switch (in) {
      case "Stmt" -> finish();
      case "Stmt/Id",
          "Stmt/Acct/Ccy",
          "Stmt/Acct/Id/IBAN",
          "Stmt/Acct/Id/Othr/Id",
          "Stmt/Bal/Tp/CdOrPrtry/Cd",
          "Stmt/Bal/CdtDbtInd",
          "Stmt/Bal/Dt/Dt",
          "Stmt/Ntry/CdtDbtInd",
          "Stmt/Ntry/Sts/Cd" ->
          told.put(in, value);
      case "Stmt/Bal/Amt", "Stmt/Ntry/Amt" -> {
        told.put(in, value);
        told.put(in + "/@Ccy", currency);
      }
      case "Stmt/Bal" -> balance();
      case "Stmt/Ntry/NtryDtls/TxDtls/Refs/EndToEndId", "Stmt/Ntry/NtryDtls/TxDtls/RmtInf/Ustrd" ->
          refer(value);
      case "Stmt/Ntry" -> entry();
      default -> {}
    }
  }

  private void balance() {
    balances.put(get("Stmt/Bal/Tp/CdOrPrtry/Cd"), amount("Stmt/Bal"));
    if (get("Stmt/Bal/Tp/CdOrPrtry/Cd").equals("CLBD")) {
      told.put("day", get("Stmt/Bal/Dt/Dt"));
    }
    told.keySet().removeIf(name -> name.startsWith("Stmt/Bal"));
  }

  /** What looks like a name may be that of a batch. */
  private void refer(String value) {
    for (String word : value.split("\\s+", -1)) {
      if (word.matches("[\\p{L}\\p{N}._:/-]{6,100}")
          && word.matches(".*\\d.*")
          && references.size() < 1_000
          && !references.contains(word)) {
        references.add(word);
      }
    }
  }

  private void entry() {
    if (lines.size() == SettlementCsv.MOST_LINES) {
      throw refused("it has more than " + SettlementCsv.MOST_LINES + " entries");
    }
    // What is only expected is told again when it is booked.
    if (get("Stmt/Ntry/Sts/Cd").equals("BOOK")) {
      Money amount = amount("Stmt/Ntry");
      lines.add(
          new StatementLine(
              lines.size() + 1,
              "payout",
              "",
              String.join(" ", references),
              amount,
              java.math.BigDecimal.ONE,
              Money.zero(amount.getCurrencyUnit()),
              amount));
    }
    references.clear();
    told.keySet().removeIf(name -> name.startsWith("Stmt/Ntry"));
  }

  private void finish() {
    Money opening = balances.get("OPBD");
    Money closing = balances.get("CLBD");
    if (opening == null || closing == null) {
      throw refused("a statement has no opening or closing balance");
    }
    CurrencyUnit of = opening.getCurrencyUnit();
    boolean one =
        closing.getCurrencyUnit().equals(of)
            && lines.stream().allMatch(line -> line.net().getCurrencyUnit().equals(of));
    if (!one) {
      throw refused("a statement is in more than one currency");
    }
    Money sum = lines.stream().map(StatementLine::net).reduce(opening, Money::plus);
    if (!sum.equals(closing)) {
      throw refused("the balances and entries do not add up");
    }
    String account =
        told.containsKey("Stmt/Acct/Id/IBAN")
            ? get("Stmt/Acct/Id/IBAN")
            : get("Stmt/Acct/Id/Othr/Id");
    statements.add(
        new Statement(
            Statement.Kind.BANK,
            bank + "/" + account,
            get("Stmt/Id"),
            LocalDate.parse(get("day")),
            Optional.of(new Statement.Balances(opening, closing)),
            List.copyOf(lines)));
    told.clear();
    balances.clear();
    lines.clear();
  }

  private Money amount(String of) {
    Money amount = SettlementCsv.money(get(of + "/Amt/@Ccy"), get(of + "/Amt"));
    return switch (get(of + "/CdtDbtInd")) {
      case "CRDT" -> amount;
      case "DBIT" -> amount.negated();
      default -> throw refused("an amount is neither credit nor debit");
    };
  }

  private String get(String name) {
    String value = told.get(name);
    if (value == null || value.isEmpty() || value.length() > 200) {
      throw refused("there is no " + name);
    }
    return value;
  }

  private static Refusal refused(String why) {
    return Refusal.bad("content", "is no statement: " + why);
  }
}
