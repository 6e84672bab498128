package playhouse.models.tagging.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import playhouse.models.tagging.Passage;
import playhouse.models.tagging.Suggestion;

/** Pictures drawn point by point; real clips are made in the service's test. */
class FrameTaggerTest {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 90;
  private static final int MILLIS = 250;

  private static List<Suggestion> tags(int pictures, IntFunction<byte[]> draw) {
    FrameMeter meter = new FrameMeter();
    List<FrameMeasures> measures = new ArrayList<>();
    for (int at = 0; at < pictures; at++) {
      measures.add(meter.measure(new Frame((long) at * MILLIS, WIDTH, HEIGHT, draw.apply(at))));
    }
    return new FrameTagger().tag(measures);
  }

  private static byte[] plain(int red, int green, int blue) {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int at = 0; at < rgb.length; at += 3) {
      rgb[at] = (byte) red;
      rgb[at + 1] = (byte) green;
      rgb[at + 2] = (byte) blue;
    }
    return rgb;
  }

  /** Lines of stems, as letters have them, on a white ground. */
  private static byte[] written(int seed) {
    byte[] rgb = plain(255, 255, 255);
    Random random = new Random(seed);
    for (int line = 8; line + 8 < HEIGHT; line += 14) {
      for (int left = 10; left < WIDTH - 12; left += 3 + random.nextInt(2)) {
        for (int row = line; row < line + 8; row++) {
          int at = (row * WIDTH + left) * 3;
          rgb[at] = rgb[at + 1] = rgb[at + 2] = 0;
        }
      }
    }
    return rgb;
  }

  private static byte[] noise(int seed) {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    new Random(seed).nextBytes(rgb);
    return rgb;
  }

  @Test
  void aDarkClipWithoutColourIsBothAndSaysWhen() {
    List<Suggestion> tags = tags(60, at -> plain(20 + at % 9, 20 + at % 9, 20 + at % 9));
    assertThat(tags)
        .extracting(Suggestion::tag)
        .contains("look:dark", "look:black-and-white")
        .doesNotContain("look:bright", "look:colourful");
    Optional<Passage.Span> span = tags.get(0).evidence().get(0).span();
    assertThat(span).isPresent();
    assertThat(span.orElseThrow().toMillis()).isGreaterThan(14_000);
  }

  @Test
  void colourIsSeenAndOneInColourIsNotBlackAndWhite() {
    assertThat(tags(40, at -> plain(230, 30, 30 + at)))
        .extracting(Suggestion::tag)
        .contains("look:colourful")
        .doesNotContain("look:black-and-white");
  }

  @Test
  void manyCutsAreFastAndNoneAreNot() {
    assertThat(tags(80, at -> at / 4 % 2 == 0 ? plain(200, 40, 40) : plain(40, 40, 200)))
        .extracting(Suggestion::tag)
        .contains("pace:fast-cut");
    assertThat(tags(80, at -> plain(200, 40 + at, 40)))
        .extracting(Suggestion::tag)
        .doesNotContain("pace:fast-cut");
  }

  @Test
  void writingIsNoticedButLeadsToNothingElse() {
    assertThat(tags(40, at -> written(1)))
        .extracting(Suggestion::tag)
        .containsExactlyInAnyOrder("look:text-heavy", "look:slides");
    assertThat(tags(40, FrameTaggerTest::noise))
        .extracting(Suggestion::tag)
        .doesNotContain("look:text-heavy");
  }

  @Test
  void aFewPicturesAreNotEnoughToBeSure() {
    assertThat(tags(5, at -> plain(10, 10, 10))).allMatch(one -> one.confidence() < 0.5);
    assertThat(tags(0, at -> plain(0, 0, 0))).isEmpty();
  }
}
