package playhouse.serving;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** XML as whoever asked reads it. */
public final class Xml {
  private Xml() {}

  /**
   * The document.
   *
   * @throws AssertionError if it is none
   */
  public static Document parsed(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setNamespaceAware(true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (Exception e) {
      throw new AssertionError(xml, e);
    }
  }

  /** The first of that name. */
  public static Element of(Document document, String name) {
    return (Element) document.getElementsByTagNameNS("*", name).item(0);
  }

  /** All of that name. */
  public static List<Element> all(Document document, String name) {
    var nodes = document.getElementsByTagNameNS("*", name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
