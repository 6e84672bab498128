package playhouse.serving.personalisation.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import playhouse.models.tagging.Evidence;
import playhouse.serving.personalisation.tagging.SourceStore.Saying;
import playhouse.serving.personalisation.tagging.StoredTag.Decision;
import playhouse.serving.personalisation.tagging.StoredTag.State;

class TagLifeTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final Decision WHY = new Decision("operator.o", Optional.of("no"), NOW);

  private static List<Evidence> evidence(String... keys) {
    return Arrays.stream(keys)
        .map(key -> new Evidence("synopsis", key, key, 0, Optional.empty()))
        .toList();
  }

  private static TagLife.Said said(String confidence, String... keys) {
    return new TagLife.Said("iab:652", new BigDecimal(confidence), "m", evidence(keys));
  }

  private static StoredTag suggested(String confidence, String... keys) {
    return step(Optional.empty(), Optional.of(said(confidence, keys))).orElseThrow().tag();
  }

  private static Optional<TagLife.Step> step(
      Optional<StoredTag> before, Optional<TagLife.Said> said) {
    return TagLife.read("t", before, said, NOW);
  }

  @Test
  void whatIsLessSureThanHalfIsNotSuggested() {
    assertThat(step(Optional.empty(), Optional.of(said("0.499", "ship")))).isEmpty();
    assertThat(suggested("0.500", "ship").state()).isEqualTo(State.SUGGESTED);
    assertThat(step(Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void theSameReadTwiceChangesNothingAndALittleIsNotTold() {
    StoredTag before = suggested("0.700", "ship");
    assertThat(step(Optional.of(before), Optional.of(said("0.700", "ship")))).isEmpty();
    TagLife.Step little =
        step(Optional.of(before), Optional.of(said("0.749", "ship"))).orElseThrow();
    assertThat(little.told()).isFalse();
    assertThat(little.tag().revision()).isEqualTo(before.revision());
    TagLife.Step more = step(Optional.of(before), Optional.of(said("0.750", "ship"))).orElseThrow();
    assertThat(more.told()).isTrue();
    assertThat(more.tag().revision()).isEqualTo(before.revision() + 1);
  }

  @Test
  void whatNothingSpeaksForAnyMoreGoesAndMayComeBack() {
    StoredTag gone =
        step(Optional.of(suggested("0.700", "ship")), Optional.empty()).orElseThrow().tag();
    assertThat(gone.state()).isEqualTo(State.GONE);
    assertThat(gone.confidence()).isZero();
    assertThat(step(Optional.of(gone), Optional.empty())).isEmpty();
    StoredTag back =
        step(Optional.of(gone), Optional.of(said("0.700", "ship"))).orElseThrow().tag();
    assertThat(back.state()).isEqualTo(State.SUGGESTED);
    assertThat(back.revision()).isEqualTo(3);
  }

  @Test
  void whatWasRejectedTwiceIsRememberedForBoth() {
    StoredTag once = TagLife.decided(suggested("0.700", "ship"), false, WHY).orElseThrow();
    assertThat(TagLife.decided(once, false, WHY)).isEmpty();
    assertThat(step(Optional.of(once), Optional.of(said("0.900", "ship")))).isEmpty();
    StoredTag again =
        step(Optional.of(once), Optional.of(said("0.900", "ship", "alien"))).orElseThrow().tag();
    assertThat(again.decision()).isEmpty();
    StoredTag twice = TagLife.decided(again, false, WHY).orElseThrow();
    assertThat(step(Optional.of(twice), Optional.of(said("0.900", "alien")))).isEmpty();
    assertThat(step(Optional.of(twice), Optional.of(said("0.900", "ship")))).isEmpty();
    assertThat(step(Optional.of(twice), Optional.of(said("0.900", "robot")))).isPresent();
    assertThat(TagLife.decided(twice, true, WHY).orElseThrow().state()).isEqualTo(State.ACCEPTED);
  }

  @Test
  void whatWasAcceptedStays() {
    StoredTag kept = TagLife.decided(suggested("0.700", "ship"), true, WHY).orElseThrow();
    assertThat(step(Optional.of(kept), Optional.empty())).isEmpty();
    assertThat(step(Optional.of(kept), Optional.of(said("0.900", "alien")))).isEmpty();
  }

  /** Thirty were expected to be right of forty decided, and ten were: (10 + 10) / (30 + 10). */
  @Test
  void whereTheySaidNoMoreOftenThanExpectedATagIsLessSure() {
    TagStore.Agreement few = new TagStore.Agreement(10, 30);
    assertThat(Readings.trust(Optional.of(few))).isCloseTo(0.5, within(1e-9));
    assertThat(Readings.trust(Optional.of(new TagStore.Agreement(30, 20)))).isEqualTo(1);
    assertThat(Readings.trust(Optional.empty())).isEqualTo(1);
    List<Saying> both =
        List.of(
            new Saying("iab:652", "text", "words-1", new BigDecimal("0.900"), evidence("ship")),
            new Saying("iab:652", "clip:a", "frames-1", new BigDecimal("0.600"), evidence("x")));
    TagLife.Said said =
        Objects.requireNonNull(Readings.said(both, Map.of("iab:652", few)).get("iab:652"));
    assertThat(said.confidence()).isEqualByComparingTo("0.450");
    assertThat(said.model()).isEqualTo("words-1");
    assertThat(said.keys()).containsExactlyInAnyOrder("ship", "x");
  }
}
