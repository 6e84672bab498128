package playhouse.serving.advertising.bidders;

import java.io.StringReader;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * VAST as a bidder sends it: whether it is some, and how long its film lasts. Nothing outside of it
 * is read.
 *
 * @param vast false if it is no VAST with an ad
 * @param millis of its film; empty if it does not say
 */
record Markup(boolean vast, OptionalLong millis) {
  private static final Markup NONE = new Markup(false, OptionalLong.empty());
  private static final Pattern TIME =
      Pattern.compile("\\s*(\\d{2}):([0-5]\\d):([0-5]\\d)(?:\\.(\\d{3}))?\\s*");
  private static final XMLInputFactory XML = factory();

  static Markup of(String text) {
    try {
      XMLStreamReader in = XML.createXMLStreamReader(new StringReader(text));
      return read(in);
    } catch (XMLStreamException e) {
      return NONE;
    }
  }

  private static Markup read(XMLStreamReader in) throws XMLStreamException {
    boolean vast = false;
    boolean ad = false;
    OptionalLong millis = OptionalLong.empty();
    while (in.hasNext()) {
      int event = in.next();
      if (event == XMLStreamConstants.DTD) {
        return NONE;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = in.getLocalName();
        vast |= name.equals("VAST");
        ad |= name.equals("InLine") || name.equals("Wrapper");
        if (!vast) {
          return NONE;
        }
        if (name.equals("Duration")) {
          millis = millis(in.getElementText());
        }
      }
    }
    return new Markup(ad, millis);
  }

  private static OptionalLong millis(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return OptionalLong.empty();
    }
    long seconds =
        Long.parseLong(time.group(1)) * 3_600
            + Long.parseLong(time.group(2)) * 60
            + Long.parseLong(time.group(3));
    long rest = time.group(4) == null ? 0 : Long.parseLong(time.group(4));
    return OptionalLong.of(seconds * 1_000 + rest);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
