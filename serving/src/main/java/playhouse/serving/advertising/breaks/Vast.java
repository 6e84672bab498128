package playhouse.serving.advertising.breaks;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import playhouse.serving.advertising.beacons.Notices;
import playhouse.serving.advertising.orders.Creative;

/** A break as a document of IAB's VAST 4.2, in the order of its schema. */
public final class Vast {
  private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();
  private static final String SYSTEM = "Playhouse";

  private final XMLStreamWriter out;
  private final VastCreatives shown;
  private final Notices notices;
  private final boolean prices;

  private final boolean pod;

  private Vast(XMLStreamWriter out, Notices notices, boolean prices, boolean pod) {
    this.out = out;
    shown = new VastCreatives(out);
    this.notices = notices;
    this.prices = prices;
    this.pod = pod;
  }

  /**
   * That break; without an ad if there is none.
   *
   * @param prices whether it says what ads cost
   */
  public static byte[] of(Optional<FilledBreak> filled, Notices notices, boolean prices) {
    return of(filled, notices, prices, true);
  }

  /** One ad of it by itself, for whoever puts breaks together. */
  public static String alone(FilledBreak.Ad ad, FilledBreak filled, Notices notices) {
    byte[] bytes = of(Optional.of(filled.with(List.of(ad))), notices, false, false);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] of(
      Optional<FilledBreak> filled, Notices notices, boolean prices, boolean pod) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter out = XML.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      new Vast(out, notices, prices, pod).write(filled);
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a break that XML cannot hold", e);
    }
    return bytes.toByteArray();
  }

  private void write(Optional<FilledBreak> filled) throws XMLStreamException {
    out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    out.writeStartElement("VAST");
    out.writeDefaultNamespace("http://www.iab.com/VAST");
    out.writeAttribute("version", "4.2");
    if (filled.isPresent()) {
      for (FilledBreak.Ad ad : filled.get().ads()) {
        ad(ad, filled.get());
      }
    }
    out.writeEndElement();
    out.writeEndDocument();
  }

  private void ad(FilledBreak.Ad ad, FilledBreak filled) throws XMLStreamException {
    BreakView.Tracking told = BreakView.tracking(ad, filled, notices);
    Creative creative = ad.winner().creative();
    out.writeStartElement("Ad");
    out.writeAttribute("id", ad.lineItem().toString());
    if (pod) {
      out.writeAttribute("sequence", Integer.toString(ad.slot() + 1));
    }
    boolean outside = ad.winner().fit().outside();
    out.writeStartElement(outside ? "Wrapper" : "InLine");
    shown.text("AdSystem", SYSTEM);
    shown.address("Error", told.error() + "?code=[ERRORCODE]");
    shown.address("Impression", told.impression().toString());
    if (prices) {
      price(ad, filled);
    }
    out.writeStartElement("ViewableImpression");
    shown.address("Viewable", told.viewable().toString());
    out.writeEndElement();
    if (outside) {
      shown.wrapped(
          told, notices.of(Notices.Kind.MARKUP, ad.impression(), filled.until()).toString());
    } else {
      inline(ad, creative, told);
    }
    out.writeEndElement();
    out.writeEndElement();
  }

  private void inline(FilledBreak.Ad ad, Creative creative, BreakView.Tracking told)
      throws XMLStreamException {
    shown.text("AdServingId", ad.impression().toString());
    shown.text("AdTitle", creative.name());
    out.writeStartElement("Creatives");
    shown.creative(creative, told);
    out.writeEndElement();
  }

  private void price(FilledBreak.Ad ad, FilledBreak filled) throws XMLStreamException {
    out.writeStartElement("Pricing");
    out.writeAttribute("model", "CPM");
    out.writeAttribute("currency", filled.currency().getCode());
    out.writeCharacters(BigDecimal.valueOf(ad.winner().priceMicros(), 6).toPlainString());
    out.writeEndElement();
  }

  /** A length of time, as VAST and VMAP write it. */
  public static String time(long millis) {
    Duration length = Duration.ofMillis(millis);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        length.toHours(),
        length.toMinutesPart(),
        length.toSecondsPart(),
        length.toMillisPart());
  }
}
