package playhouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir Path home;

  @Test
  void addressesFollowThePorts() {
    Settings settings = Settings.of(Map.of("PLAYHOUSE_KAFKA_PORT", "19092"));

    assertThat(settings.get(Setting.KAFKA)).isEqualTo("127.0.0.1:19092");
    assertThat(settings.get(Setting.CATALOG_URI))
        .isEqualTo("jdbc:postgresql://127.0.0.1:5433/lake");
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() throws IOException {
    Files.writeString(
        home.resolve("playhouse.properties"),
        "PLAYHOUSE_SERVING_PORT=1\nPLAYHOUSE_COLLECTOR_PORT=2\n");

    Settings settings =
        Settings.of(Map.of("PLAYHOUSE_HOME", home.toString(), "PLAYHOUSE_SERVING_PORT", "3"));

    assertThat(settings.number(Setting.SERVING_PORT)).isEqualTo(3);
    assertThat(settings.number(Setting.COLLECTOR_PORT)).isEqualTo(2);
    assertThat(settings.get(Setting.MODELS)).isEqualTo("file:" + home + "/models");
  }

  @Test
  void whatIsWrongIsNamedByItsKey() {
    Settings settings =
        Settings.of(
            Map.of("PLAYHOUSE_FLINK_PORT", "many", "PLAYHOUSE_ZONES", "UTC,Atlantis/Capital"));

    assertThatThrownBy(() -> settings.number(Setting.FLINK_PORT))
        .hasMessage("PLAYHOUSE_FLINK_PORT must be a whole number, not \"many\"");
    assertThatThrownBy(settings::zones).hasMessageContaining("PLAYHOUSE_ZONES");
    assertThatThrownBy(() -> settings.get(Setting.TRINO_JAVA))
        .hasMessage("set PLAYHOUSE_TRINO_JAVA");
  }

  @Test
  void zonesAreAList() {
    assertThat(Settings.of(Map.of()).zones())
        .containsExactly(ZoneId.of("UTC"), ZoneId.of("Asia/Shanghai"));
  }
}
