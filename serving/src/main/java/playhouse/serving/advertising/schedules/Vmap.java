package playhouse.serving.advertising.schedules;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A title's breaks as a document of IAB's VMAP 1.0.1. */
final class Vmap {
  private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();
  private static final String PREFIX = "vmap";
  private static final String SPACE = "http://www.iab.net/videosuite/vmap";

  /**
   * A break, filled only when it is due.
   *
   * @param offset {@code start}, {@code end}, or the time within the title
   * @param tag where its VAST is
   */
  record Break(String id, String offset, URI tag) {}

  private Vmap() {}

  /** Those breaks, in the order in which they come. */
  static byte[] of(List<Break> breaks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter out = XML.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      out.writeStartElement(PREFIX, "VMAP", SPACE);
      out.writeNamespace(PREFIX, SPACE);
      out.writeAttribute("version", "1.0.1");
      for (Break one : breaks) {
        write(one, out);
      }
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("breaks that XML cannot hold", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Break one, XMLStreamWriter out) throws XMLStreamException {
    out.writeStartElement(PREFIX, "AdBreak", SPACE);
    out.writeAttribute("timeOffset", one.offset());
    out.writeAttribute("breakType", "linear");
    out.writeAttribute("breakId", one.id());
    out.writeStartElement(PREFIX, "AdSource", SPACE);
    out.writeAttribute("id", one.id());
    out.writeAttribute("allowMultipleAds", "true");
    out.writeAttribute("followRedirects", "true");
    out.writeStartElement(PREFIX, "AdTagURI", SPACE);
    out.writeAttribute("templateType", "vast4");
    out.writeCData(one.tag().toString());
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndElement();
  }
}
