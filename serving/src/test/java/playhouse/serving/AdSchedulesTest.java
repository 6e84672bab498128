package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import playhouse.testbed.Await;

/** A title's breaks as players that read VMAP ask for them. */
class AdSchedulesTest {
  private static AdMarket market;

  @BeforeAll
  static void open() {
    market = new AdMarket(Map.of());
  }

  @AfterAll
  static void close() {
    market.close();
  }

  private static House viewer() {
    return market.house.as(Ground.token("viewer." + UUID.randomUUID()));
  }

  private static House.Answer ask(House by, String title, String more) {
    return by.post(
        "/v1/ad-schedules",
        "{\"title\":\"%s\",\"runtimeMillis\":5400000,\"device\":\"tv\"%s}".formatted(title, more));
  }

  private static List<String> tags(House.Answer schedule) {
    assertThat(schedule.status()).as(schedule.body()).isEqualTo(200);
    return Xml.all(Xml.parsed(schedule.body()), "AdTagURI").stream()
        .map(Element::getTextContent)
        .map(address -> URI.create(address).getRawPath())
        .toList();
  }

  /** As a player asks, without saying who it is. */
  private static Document filled(String tag) {
    House.Answer answer = market.house.as("").get(tag);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).startsWith("text/xml");
    return Xml.parsed(answer.body());
  }

  @Test
  void aTitlesBreaksAreListedInTheOrderInWhichTheyCome() {
    House.Answer answer =
        ask(viewer(), "t", ",\"midRollMillis\":[3600000,1800500,1800500],\"postRoll\":true");
    assertThat(answer.type()).startsWith("text/xml");
    Document vmap = Xml.parsed(answer.body());
    assertThat(vmap.getDocumentElement().getNamespaceURI())
        .isEqualTo("http://www.iab.net/videosuite/vmap");
    assertThat(vmap.getDocumentElement().getAttribute("version")).isEqualTo("1.0.1");
    List<Element> breaks = Xml.all(vmap, "AdBreak");
    assertThat(breaks)
        .extracting(one -> one.getAttribute("timeOffset"))
        .containsExactly("start", "00:30:00.500", "01:00:00.000", "end");
    assertThat(breaks)
        .extracting(one -> one.getAttribute("breakId"))
        .containsExactly("pre-roll", "mid-roll-1", "mid-roll-2", "post-roll");
    assertThat(breaks).extracting(one -> one.getAttribute("breakType")).containsOnly("linear");
    assertThat(Xml.all(vmap, "AdTagURI"))
        .extracting(one -> one.getAttribute("templateType"))
        .containsOnly("vast4");
    assertThat(tags(answer)).doesNotHaveDuplicates();
    assertThat(tags(ask(viewer(), "t", ",\"preRoll\":false"))).isEmpty();
  }

  @Test
  void aBreakIsFilledWhenAPlayerComesToItAndIsTheSameWhenItAsksAgain() {
    String title = "t-" + UUID.randomUUID();
    market.lineItem("tea", title, 5);
    Await.until(
        "the line item is known",
        House.LIMIT,
        () -> {
          List<String> tags = tags(ask(viewer(), title, ",\"midRollMillis\":[60000]"));
          return !Xml.all(filled(tags.get(1)), "Ad").isEmpty();
        });
    List<String> tags = tags(ask(viewer(), title, ",\"midRollMillis\":[60000,120000]"));
    String first = market.house.as("").get(tags.get(1)).body();
    Document vast = Xml.parsed(first);
    assertThat(vast.getDocumentElement().getAttribute("version")).isEqualTo("4.2");
    assertThat(Xml.of(vast, "AdTitle").getTextContent()).isEqualTo("tea & more");
    assertThat(market.house.as("").get(tags.get(1)).body()).isEqualTo(first);
    Document second = filled(tags.get(2));
    assertThat(Xml.of(second, "AdServingId").getTextContent())
        .isNotEqualTo(Xml.of(vast, "AdServingId").getTextContent());
    String impression = Xml.of(vast, "Impression").getTextContent();
    assertThat(market.house.as("").get(URI.create(impression).getRawPath()).status())
        .isEqualTo(204);
  }

  @Test
  void anAddressThatWasChangedIsNoneOfOursAndWhoAsksWronglyIsRefused() {
    String tag = tags(ask(viewer(), "t", "")).get(0);
    int at = tag.indexOf('.') - 9;
    char turned = tag.charAt(at) == 'A' ? 'B' : 'A';
    String changed = tag.substring(0, at) + turned + tag.substring(at + 1);
    assertThat(market.house.as("").get(changed).status()).isEqualTo(404);
    assertThat(market.house.as("").get(tag).status()).isEqualTo(200);
    for (String wrong :
        List.of(
            ",\"midRollMillis\":[5400000]",
            ",\"midRollMillis\":[0]",
            ",\"device\":\"fridge\"",
            ",\"territory\":\"DE\"",
            ",\"runtimeMillis\":0")) {
      assertThat(ask(viewer(), "t", wrong).status()).as(wrong).isEqualTo(400);
    }
    String other = ",\"person\":\"" + UUID.randomUUID() + "\"";
    assertThat(ask(viewer(), "t", other).status()).isEqualTo(404);
    assertThat(ask(market.house, "t", other).status()).isEqualTo(200);
  }
}
