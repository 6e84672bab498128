package playhouse.serving.advertising.breaks;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import playhouse.serving.advertising.orders.Creative;

/** The parts of VAST 4.2 that say what is shown and what is called when it is. */
final class VastCreatives {
  private final XMLStreamWriter out;

  VastCreatives(XMLStreamWriter out) {
    this.out = out;
  }

  /** What another offers: their film is where it leads, and we are told as they are. */
  void wrapped(BreakView.Tracking told, String there) throws XMLStreamException {
    out.writeStartElement("Creatives");
    out.writeStartElement("Creative");
    out.writeStartElement("Linear");
    events(told);
    out.writeStartElement("VideoClicks");
    address("ClickTracking", told.click().toString());
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndElement();
    address("VASTAdTagURI", there);
  }

  private void events(BreakView.Tracking told) throws XMLStreamException {
    out.writeStartElement("TrackingEvents");
    tracking("start", told.start().toString());
    tracking("firstQuartile", told.firstQuartile().toString());
    tracking("midpoint", told.midpoint().toString());
    tracking("thirdQuartile", told.thirdQuartile().toString());
    tracking("complete", told.complete().toString());
    out.writeEndElement();
  }

  void creative(Creative creative, BreakView.Tracking told) throws XMLStreamException {
    out.writeStartElement("Creative");
    out.writeAttribute("id", creative.id().toString());
    out.writeAttribute("adId", creative.adId());
    if (creative.durationMillis() == 0) {
      picture(creative, told);
    } else {
      film(creative, told);
    }
    out.writeStartElement("UniversalAdId");
    out.writeAttribute("idRegistry", creative.registry());
    out.writeCharacters(creative.adId());
    out.writeEndElement();
    out.writeEndElement();
  }

  private void film(Creative creative, BreakView.Tracking told) throws XMLStreamException {
    out.writeStartElement("Linear");
    events(told);
    text("Duration", Vast.time(creative.durationMillis()));
    out.writeStartElement("MediaFiles");
    for (Creative.Media media : creative.media()) {
      media(media);
    }
    out.writeEndElement();
    out.writeStartElement("VideoClicks");
    address("ClickTracking", told.click().toString());
    address("ClickThrough", creative.clickThrough());
    out.writeEndElement();
    out.writeEndElement();
  }

  /** It lies over or beside what is watched, and nothing of it comes to an end. */
  private void picture(Creative creative, BreakView.Tracking told) throws XMLStreamException {
    out.writeStartElement("NonLinearAds");
    out.writeStartElement("TrackingEvents");
    tracking("creativeView", told.start().toString());
    out.writeEndElement();
    for (Creative.Media media : creative.media()) {
      out.writeStartElement("NonLinear");
      size(media);
      out.writeStartElement("StaticResource");
      out.writeAttribute("creativeType", media.type());
      out.writeCData(media.url());
      out.writeEndElement();
      address("NonLinearClickThrough", creative.clickThrough());
      address("NonLinearClickTracking", told.click().toString());
      out.writeEndElement();
    }
    out.writeEndElement();
  }

  private void media(Creative.Media media) throws XMLStreamException {
    boolean playlist = media.type().equals("application/vnd.apple.mpegurl");
    out.writeStartElement("MediaFile");
    out.writeAttribute("delivery", playlist ? "streaming" : "progressive");
    out.writeAttribute("type", media.type());
    size(media);
    if (media.kilobits() > 0) {
      out.writeAttribute("bitrate", Integer.toString(media.kilobits()));
    }
    out.writeCData(media.url());
    out.writeEndElement();
  }

  private void size(Creative.Media media) throws XMLStreamException {
    out.writeAttribute("width", Integer.toString(media.width()));
    out.writeAttribute("height", Integer.toString(media.height()));
  }

  private void tracking(String event, String address) throws XMLStreamException {
    out.writeStartElement("Tracking");
    out.writeAttribute("event", event);
    out.writeCData(address);
    out.writeEndElement();
  }

  void text(String name, String text) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCharacters(text);
    out.writeEndElement();
  }

  void address(String name, String address) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCData(address);
    out.writeEndElement();
  }
}
