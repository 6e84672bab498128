package playhouse.models.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubtitlesTest {
  @Test
  void webVttIsReadWithoutItsMarksAndNotes() {
    List<Passage> cues =
        Subtitles.read(
            """
            WEBVTT - a film

            NOTE nobody reads this

            one
            00:01.000 --> 00:02.500 align:start
            <v Ana>The <i>spaceship</i> &amp;
            the alien

            01:00:00.000 --> 01:00:01.000
            飞船
            """);
    assertThat(cues).extracting(Passage::text).containsExactly("The spaceship & the alien", "飞船");
    assertThat(cues.get(0).span()).contains(new Passage.Span(1000, 2500));
    assertThat(cues.get(1).span()).contains(new Passage.Span(3_600_000, 3_601_000));
  }

  @Test
  void subRipIsReadAsWellWithEitherEndOfLine() {
    List<Passage> cues =
        Subtitles.read(
            """
            \uFEFF1
            00:00:01,000 --> 00:00:02,000
            Hello

            2
            00:00:03,000 --> 00:00:04,000
            {\\an8}World
            """
                .replace("\n", "\r\n"));
    assertThat(cues).extracting(Passage::text).containsExactly("Hello", "World");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "WEBVTT\n",
        "WEBVTT\n\n00:02.000 --> 00:01.000\nbackwards",
        "WEBVTT\n\n0:0 --> 1:0\nno times",
        "WEBVTT\n\n99:99:99.000 --> 99:99:99.999\nno times",
        "1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb",
      })
  void whatIsNoneIsRefusedByLine(String text) {
    assertThatThrownBy(() -> Subtitles.read(text))
        .isInstanceOf(BadSubtitles.class)
        .hasMessageStartingWith("line ");
  }

  @Test
  void whatIsSaidIsTaggedWithWhenItIsSaidAndNeverUsedUnasked() {
    List<Passage> cues =
        Subtitles.read(
            """
            WEBVTT

            00:10.000 --> 00:12.000
            The spaceship cannot leave the space station.

            00:20.000 --> 00:22.000
            Then the aliens will find every astronaut.
            """);
    Suggestion tag =
        new SubtitleTagger()
            .tag(cues).stream()
                .filter(one -> one.tag().equals("iab:652"))
                .findFirst()
                .orElseThrow();
    assertThat(tag.confidence()).isBetween(0.7, TextTagger.CONFIDENT - 0.01);
    assertThat(tag.evidence().get(0).span())
        .isEqualTo(Optional.of(new Passage.Span(10_000, 12_000)));
    assertThat(tag.evidence())
        .anyMatch(one -> one.span().equals(Optional.of(new Passage.Span(20_000, 22_000))));
  }

  @Test
  void whatIsSaidOnceInALongFilmCountsForNothing() {
    StringBuilder film = new StringBuilder("WEBVTT\n");
    for (int minute = 0; minute < 40; minute++) {
      String said =
          minute == 20 ? "A spaceship with aliens, an astronaut!" : "Good morning to you.";
      film.append("\n00:%02d:00.000 --> 00:%02d:05.000\n%s\n".formatted(minute, minute, said));
    }
    assertThat(new SubtitleTagger().tag(Subtitles.read(film.toString()))).isEmpty();
  }
}
