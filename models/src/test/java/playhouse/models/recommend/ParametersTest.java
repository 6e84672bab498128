package playhouse.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

  @ParameterizedTest
  @CsvSource({"0, 0.5", "0.1, 0.55", "0.6, 0.8", "1, 1"})
  void aTitleSpeaksForOthersTheMoreTheMoreItWasCaredForAndHalfAsMuchIfNotAtAll(
      float strength, float weight) {
    assertThat(Parameters.defaults().care(strength)).isEqualTo(weight);
  }

  @Test
  void inLittleMemoryFewerTitlesAreLinkedAndInMuchNoMoreThanAsked() {
    assertThat(Parameters.defaults().fitting(48_000_000).denseTitles()).isEqualTo(1000);
    assertThat(Parameters.defaults().fitting(Long.MAX_VALUE)).isEqualTo(Parameters.defaults());
  }
}
