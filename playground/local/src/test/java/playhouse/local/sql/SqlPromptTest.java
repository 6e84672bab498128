package playhouse.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import playhouse.local.access.Role;
import playhouse.local.process.Progress;

/** A conversation with a real Trino, typed into a terminal without a screen. */
@ExtendWith(RunningTrino.Shared.class)
class SqlPromptTest {
  private final RunningTrino trino;

  SqlPromptTest(RunningTrino trino) {
    this.trino = trino;
  }

  @Test
  void statements_of_several_lines_are_answered_errors_told_and_all_remembered(@TempDir Path folder)
      throws Exception {
    assumeThat(trino.runs()).isTrue();
    String typed =
        "SELECT 6 *\n  7 AS n; SELECT nosuch;\nUSE lake.core;\nSELECT 'last' AS w;\nquit\n";
    Path history = folder.resolve("history");
    String said = converse(typed, history);
    assertThat(said).contains("42", "Column 'nosuch' cannot be resolved", "last");
    assertThat(Files.readString(history)).contains("7 AS n", "SELECT 'last' AS w;");
  }

  @Test
  void who_wants_no_pager_gets_none() {
    assertThat(Pager.start(Map.of("PAGER", "cat"))).isEqualTo(Optional.empty());
    assertThat(Pager.start(Map.of("PAGER", "no-such-program -x"))).isEqualTo(Optional.empty());
  }

  @Test
  void a_reader_who_leaves_ends_a_long_answer() throws Exception {
    assumeThat(trino.runs()).isTrue();
    try (Connection connection = trino.as(Role.SERVICE).connect();
        Pager pager = Pager.start(Map.of("PAGER", "true")).orElseThrow()) {
      long began = System.nanoTime();
      query(new ByteArrayOutputStream())
          .run(
              connection,
              "SELECT x, y, z FROM UNNEST(SEQUENCE(1, 10000)) a (x), UNNEST(SEQUENCE(1, 10000)) b (y), UNNEST(SEQUENCE(1, 100)) c (z)",
              Format.TABLE,
              pager.out());
      assertThat(System.nanoTime() - began)
          .as("ten thousand million rows")
          .isLessThan(60_000_000_000L);
    }
  }

  private String converse(String typed, Path history) throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (Connection connection = trino.as(Role.SERVICE).connect();
        Terminal terminal =
            new DumbTerminal(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), said)) {
      PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
      SqlPrompt prompt =
          new SqlPrompt(query(said), Map.of("PAGER", "cat"), history, new Progress(out, false));
      prompt.converse(connection, prompt.reader(terminal), "> ");
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private TrinoQuery query(ByteArrayOutputStream said) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new TrinoQuery(trino.as(Role.SERVICE), out, new Progress(out, false));
  }
}
