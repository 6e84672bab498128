package playhouse.local.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.demo.Value;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;

class VerifyVerbTest {
  @TempDir Path home;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void everyProofIsListedAndHasSabotagesToNotice() {
    assertThat(verify("--list")).isZero();
    for (Proof proof : Proofs.ALL) {
      assertThat(out.toString(StandardCharsets.UTF_8)).contains(proof.name(), proof.purpose());
      assertThat(proof.sabotages()).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatIsMisunderstoodIsSaidBeforeAnythingIsStarted() {
    assertThatThrownBy(() -> verify("kpi-purity"))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("kpi-parity");
    assertThatThrownBy(() -> verify("kpi-parity", "--sabotage", "dance"))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("counted-twice");
    assertThatThrownBy(() -> verify("kpi-parity", "--seed", "x"))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("whole number");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aProofThatCannotBeRunDoesNotEndLikeOneThatDoesNotHold() {
    Proof broken = new Broken();
    Settings settings = Settings.of(Map.of(Setting.HOME.key(), home.toString()));
    Proof.Trial trial =
        new Proof.Trial(
            House.at(Path.of("../.."), settings),
            Progress.onStandardError(),
            true,
            1,
            Optional.empty());
    assertThatThrownBy(() -> VerifyVerb.brought(broken, trial))
        .isInstanceOfSatisfying(
            LocalFailure.class, e -> assertThat(e.exit()).isEqualTo(LocalFailure.UNPROVED))
        .hasMessage("broken could not be brought to its end: the port is taken");
  }

  /** One whose house does not start. */
  private static final class Broken implements Proof {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String purpose() {
      return "nothing";
    }

    @Override
    public List<String> sabotages() {
      return List.of();
    }

    @Override
    public List<Check> run(Trial trial) {
      throw new LocalFailure("the port is taken");
    }
  }

  @Test
  void aHouseApartKnowsNothingOfTheClusterThatSettingsName() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "PATH", "/bin",
                "PLAYHOUSE_DATA", "/data",
                "PLAYHOUSE_KAFKA", "broker.example:9092",
                "PLAYHOUSE_WAREHOUSE", "s3://lake"));
    Apart.settle(environment, home);
    assertThat(environment)
        .doesNotContainKeys("PLAYHOUSE_KAFKA", "PLAYHOUSE_WAREHOUSE")
        .containsEntry("PLAYHOUSE_HOME", home.toString())
        .containsEntry("PLAYHOUSE_DATA", "/data")
        .containsEntry("PATH", "/bin")
        .containsKey("PLAYHOUSE_KAFKA_PORT");
  }

  @Test
  void valuesAreTheSameOnlyIfTheOtherSideHasThemAndTheirSumsAgree() {
    Value.Key likes = key("K10.2");
    Value.Key shares = key("K10.3");
    Value five = value(5);
    Map<Value.Key, Value> ours = Map.of(likes, five, shares, value(0));
    assertThat(KpiParity.same("", ours, Map.of(likes, five)).failed()).isZero();
    assertThat(KpiParity.same("", ours, Map.of(likes, value(6))).failed()).isEqualTo(1);
    assertThat(KpiParity.same("", ours, Map.of()).faults())
        .singleElement()
        .asString()
        .contains("K10.2", "nothing");
    assertThat(KpiParity.same("", Map.of(), Map.of()).failed()).as("nothing was seen").isOne();
  }

  private static Value.Key key(String id) {
    return new Value.Key(id, "likes", "UTC", "day", "2026-11-23", "", "");
  }

  private static Value value(int number) {
    return new Value(BigDecimal.valueOf(number), null, (double) number);
  }

  private int verify(String... arguments) {
    House house =
        House.at(Path.of("../.."), Settings.of(Map.of(Setting.HOME.key(), home.toString())));
    return new VerifyVerb(
            house, Progress.onStandardError(), new PrintStream(out, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }
}
