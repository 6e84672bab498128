package playhouse.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.streaming.kpi.LiveKpisJob;

/** A job whose queries are others than those of its checkpoints must not start from them. */
class LayoutTest {
  @TempDir Path home;

  @Test
  void otherZonesOrAnotherCurrencyAreAnotherLayout() {
    String usual = LiveKpisJob.layout(settings("UTC", "USD"));
    assertThat(LiveKpisJob.layout(settings("UTC", "USD"))).isEqualTo(usual);
    assertThat(LiveKpisJob.layout(settings("UTC,Asia/Tokyo", "USD"))).isNotEqualTo(usual);
    assertThat(LiveKpisJob.layout(settings("UTC", "EUR"))).isNotEqualTo(usual);
  }

  @Test
  void checkpointsOfAnotherLayoutAreForgottenAndNoOthers() throws IOException {
    for (String folder : new String[] {"live-kpis-old", "live-kpis-new", "lake-writer"}) {
      Files.createDirectories(home.resolve(folder).resolve("run/chk-7"));
      Files.createFile(home.resolve(folder).resolve("run/chk-7/_metadata"));
    }
    Checkpoints checkpoints = new Checkpoints(home.resolve("live-kpis-new").toUri().toString());
    checkpoints.forgetOthers("live-kpis");
    assertThat(home.resolve("live-kpis-old")).doesNotExist();
    assertThat(checkpoints.newest()).isPresent();
    assertThat(home.resolve("lake-writer/run/chk-7/_metadata")).exists();
  }

  private Settings settings(String zones, String currency) {
    return Settings.of(
        Map.of(
            Setting.HOME.key(), home.toString(),
            Setting.ZONES.key(), zones,
            Setting.CURRENCY.key(), currency));
  }
}
