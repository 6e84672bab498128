package playhouse.local.demo;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import playhouse.local.BatchJvm;
import playhouse.local.process.Await;
import playhouse.local.process.Bound;
import playhouse.local.process.Foreground;
import playhouse.local.process.LocalFailure;
import playhouse.local.stack.House;

/** The batch process as the demo uses it: jobs, and selects whose answers are read. */
public final class Spark {
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final int LINES_SHOWN = 20;
  private final House house;
  private final Foreground foreground;

  /** Of that house. */
  public Spark(House house, Foreground foreground) {
    this.house = house;
    this.foreground = foreground;
  }

  /**
   * Runs a job and fails unless it ends well.
   *
   * @param rest other jobs, and what is asked of them
   */
  public void job(String name, String... rest) {
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.addAll(List.of(rest));
    new BatchJvm(house)
        .run(arguments, builder -> foreground.run(name, LIMIT, Bound.PROMPTLY, builder));
  }

  /** Hands over each row of the answer. */
  public void select(String sql, Consumer<ObjectNode> row) {
    ask("sql", List.of("sql", sql, "--format", "json"), row);
  }

  /**
   * Runs a command in a process of its own.
   *
   * @param arguments as of {@code ./playhouse}, {@code --json} among them
   * @param row takes each value that it answers
   */
  public void ask(String name, List<String> arguments, Consumer<ObjectNode> row) {
    try {
      Path answer = Files.createTempFile("playhouse-", ".json");
      Path errors = house.processes().log(name).path();
      int exit = new BatchJvm(house).run(arguments, builder -> run(builder, answer, errors));
      if (exit != 0) {
        List<String> why = house.processes().log(name).tail(LINES_SHOWN);
        throw new LocalFailure(
            "Spark could not answer "
                + String.join(" ", arguments)
                + "\n"
                + String.join("\n", why));
      }
      try (MappingIterator<ObjectNode> rows =
          new ObjectMapper().readerFor(ObjectNode.class).readValues(answer.toFile())) {
        rows.forEachRemaining(row);
      }
      Files.delete(answer);
    } catch (IOException e) {
      throw new LocalFailure("cannot read Spark's answer: " + e.getMessage(), e);
    }
  }

  private static int run(ProcessBuilder builder, Path answer, Path errors) {
    builder.redirectOutput(answer.toFile()).redirectError(errors.toFile());
    try {
      Process process = Bound.PROMPTLY.start(builder);
      if (!Await.until(LIMIT, () -> !process.isAlive())) {
        process.destroyForcibly();
        throw new LocalFailure("Spark gave no answer within " + LIMIT.toMinutes() + " minutes");
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new LocalFailure("cannot start Spark: " + e.getMessage(), e);
    }
  }
}
