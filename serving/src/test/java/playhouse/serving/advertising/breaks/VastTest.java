package playhouse.serving.advertising.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import playhouse.serving.Xml;
import playhouse.serving.advertising.auction.Winner;
import playhouse.serving.advertising.beacons.Notices;
import playhouse.serving.advertising.matching.Matching;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.LineItem;

class VastTest {
  private static final Instant NOW = Instant.parse("2026-12-01T20:00:00Z");
  private static final Notices NOTICES =
      (kind, impression, until) ->
          URI.create("https://house.example/" + kind.name().toLowerCase(Locale.ROOT));

  @Test
  void aFilmIsLinearAndItsEndIsTold() {
    Document vast =
        vast(15_000, new Creative.Media("https://tea.example/a.mp4", "video/mp4", 1280, 720, 2500));
    assertThat(Xml.all(vast, "NonLinearAds")).isEmpty();
    assertThat(Xml.of(vast, "Duration").getTextContent()).isEqualTo("00:00:15.000");
    assertThat(Xml.of(vast, "MediaFile").getAttribute("bitrate")).isEqualTo("2500");
    assertThat(events(vast))
        .containsExactly("start", "firstQuartile", "midpoint", "thirdQuartile", "complete");
  }

  @Test
  void aPictureIsNotLinearAndHasNoEnd() {
    Document vast =
        vast(0, new Creative.Media("https://tea.example/a.png", "image/png", 320, 50, 0));
    assertThat(Xml.all(vast, "Linear")).isEmpty();
    Element picture = Xml.of(vast, "NonLinear");
    assertThat(picture.getAttribute("width")).isEqualTo("320");
    assertThat(picture.getAttribute("height")).isEqualTo("50");
    assertThat(Xml.of(vast, "StaticResource").getAttribute("creativeType")).isEqualTo("image/png");
    assertThat(Xml.of(vast, "StaticResource").getTextContent())
        .isEqualTo("https://tea.example/a.png");
    assertThat(Xml.of(vast, "NonLinearClickThrough").getTextContent())
        .isEqualTo("https://tea.example/");
    assertThat(Xml.of(vast, "NonLinearClickTracking").getTextContent())
        .isEqualTo("https://house.example/click");
    assertThat(events(vast)).containsExactly("creativeView");
    assertThat(Xml.of(vast, "UniversalAdId").getTextContent()).isEqualTo("TEA00150");
  }

  private static List<String> events(Document vast) {
    return Xml.all(vast, "Tracking").stream().map(one -> one.getAttribute("event")).toList();
  }

  private static Document vast(long millis, Creative.Media media) {
    UUID advertiser = UUID.randomUUID();
    LineItem lineItem =
        LineItem.plain(
            UUID.randomUUID(),
            UUID.randomUUID(),
            advertiser,
            "Tea",
            NOW.minusSeconds(60),
            NOW.plusSeconds(60),
            CurrencyUnit.EUR,
            5_000_000,
            1_000_000_000);
    Creative creative =
        new Creative(
            UUID.randomUUID(),
            advertiser,
            "Tea",
            "ad-id.org",
            "TEA00150",
            millis,
            List.of(media),
            "https://tea.example/",
            Set.of("tea.example"),
            Set.of(),
            0,
            Optional.empty());
    Matching.Fit fit =
        new Matching.Fit(
            new Flight(lineItem, List.of(creative)),
            List.of(creative),
            "everybody",
            Optional.empty());
    FilledBreak.Ad ad =
        new FilledBreak.Ad(UUID.randomUUID(), 0, new Winner(fit, creative, 0, 1, 1, 1));
    FilledBreak filled =
        new FilledBreak(
            "r", Optional.empty(), CurrencyUnit.EUR, List.of(ad), List.of(), NOW.plusSeconds(600));
    return Xml.parsed(
        new String(Vast.of(Optional.of(filled), NOTICES, false), StandardCharsets.UTF_8));
  }
}
