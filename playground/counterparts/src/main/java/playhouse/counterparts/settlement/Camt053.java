package playhouse.counterparts.settlement;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A bank's statement, ISO 20022 camt.053.001.08. */
final class Camt053 {
  private static final String SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

  private final LocalDate day;
  private final XMLStreamWriter xml;

  private Camt053(LocalDate day, XMLStreamWriter xml) {
    this.day = day;
    this.xml = xml;
  }

  static String of(LocalDate day, List<Bank.Statement> statements) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new Camt053(day, xml).write(statements);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private void write(List<Bank.Statement> statements) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("Document");
    xml.writeDefaultNamespace(SPACE);
    xml.writeStartElement("BkToCstmrStmt");
    xml.writeStartElement("GrpHdr");
    text("MsgId", "M-" + day);
    text("CreDtTm", day.plusDays(1) + "T02:00:00Z");
    xml.writeEndElement();
    for (Bank.Statement statement : statements) {
      write(statement);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void write(Bank.Statement s) throws XMLStreamException {
    xml.writeStartElement("Stmt");
    text("Id", "bk-" + day + "-" + s.currency());
    text("CreDtTm", day.plusDays(1) + "T02:00:00Z");
    xml.writeStartElement("Acct");
    xml.writeStartElement("Id");
    xml.writeStartElement("Othr");
    text("Id", "PLAYHOUSE-" + s.currency());
    xml.writeEndElement();
    xml.writeEndElement();
    text("Ccy", s.currency());
    xml.writeEndElement();
    balance("OPBD", s.opening(), s.currency());
    balance("CLBD", s.closing(), s.currency());
    int number = 0;
    for (Bank.Entry entry : s.entries()) {
      entry(++number, entry, s.currency());
    }
    xml.writeEndElement();
  }

  private void balance(String code, BigDecimal amount, String currency) throws XMLStreamException {
    xml.writeStartElement("Bal");
    xml.writeStartElement("Tp");
    xml.writeStartElement("CdOrPrtry");
    text("Cd", code);
    xml.writeEndElement();
    xml.writeEndElement();
    amount(amount, currency);
    date("Dt");
    xml.writeEndElement();
  }

  private void entry(int number, Bank.Entry entry, String currency) throws XMLStreamException {
    xml.writeStartElement("Ntry");
    amount(entry.amount(), currency);
    xml.writeStartElement("Sts");
    text("Cd", "BOOK");
    xml.writeEndElement();
    date("BookgDt");
    date("ValDt");
    text("AcctSvcrRef", "bk-" + day + "-" + currency + "-" + number);
    xml.writeStartElement("NtryDtls");
    for (String reference :
        entry.references().isEmpty() ? List.of("NOTPROVIDED") : entry.references()) {
      xml.writeStartElement("TxDtls");
      xml.writeStartElement("Refs");
      text("EndToEndId", reference);
      xml.writeEndElement();
      xml.writeStartElement("RmtInf");
      text("Ustrd", entry.text());
      xml.writeEndElement();
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void amount(BigDecimal amount, String currency) throws XMLStreamException {
    xml.writeStartElement("Amt");
    xml.writeAttribute("Ccy", currency);
    xml.writeCharacters(amount.abs().toPlainString());
    xml.writeEndElement();
    text("CdtDbtInd", amount.signum() < 0 ? "DBIT" : "CRDT");
  }

  private void date(String name) throws XMLStreamException {
    xml.writeStartElement(name);
    text("Dt", day.toString());
    xml.writeEndElement();
  }

  private void text(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
