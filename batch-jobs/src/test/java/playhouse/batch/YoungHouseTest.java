package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a house answers that is too young for models. */
class YoungHouseTest {
  @TempDir Path models;

  @Test
  void retrain_with_too_little_history_ends_1_with_what_is_needed_and_what_to_do() {
    Lake lake = PeopleLake.empty(models).lake();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    assertThat(command(lake, told, "retrain", "churn")).isEqualTo(1);
    assertThat(answer(told)).contains("nobody has done anything yet");
    assertThat(command(lake, told, "retrain", "recommender")).isEqualTo(1);
    assertThat(answer(told)).contains("nobody has taken anything yet");

    ManyLives.of(0, 20, 30).into(lake);
    assertThat(command(lake, told, "retrain", "churn")).isEqualTo(1);
    assertThat(answer(told))
        .contains("the history is too short to learn from: 74 days are needed")
        .contains("there are 30; wait for more, or bring in what was before");
    assertThat(lake.table("ops.models").isEmpty()).isTrue();
    assertThat(models).isEmptyDirectory();
  }

  private static String answer(ByteArrayOutputStream told) {
    String text = told.toString(StandardCharsets.UTF_8);
    told.reset();
    return text;
  }

  private static int command(Lake lake, ByteArrayOutputStream told, String... line) {
    PrintStream stream = new PrintStream(told, true, StandardCharsets.UTF_8);
    InstantSource clock = InstantSource.fixed(LakeHouse.NOW);
    return new Commands(Jobs.all(), () -> lake, clock, stream, stream).run(line);
  }
}
