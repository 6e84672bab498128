package playhouse.local.sql;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;

/**
 * A conversation with Trino at a terminal: a statement ends with a semicolon, may take several
 * lines, and is kept in the history of the home.
 */
final class SqlPrompt {
  private static final String MORE = "     … ";
  private final TrinoQuery query;
  private final Map<String, String> environment;
  private final Path history;
  private final Progress progress;

  SqlPrompt(TrinoQuery query, Map<String, String> environment, Path history, Progress progress) {
    this.query = query;
    this.environment = environment;
    this.history = history;
    this.progress = progress;
  }

  /** Until {@code quit} or the end of input. */
  void converse(Connection connection, String role) {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      terminal.handle(Terminal.Signal.INT, signal -> query.cancel());
      LineReader reader = reader(terminal);
      progress.say("Trino as " + role + ". A statement ends with ; and quit ends this.");
      converse(connection, reader, role + "> ");
    } catch (IOException e) {
      throw new LocalFailure("cannot use the terminal: " + e.getMessage(), e);
    }
  }

  /** Lines with the history of the home. */
  LineReader reader(Terminal terminal) {
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .appName("playhouse")
        .variable(LineReader.HISTORY_FILE, history)
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
        .build();
  }

  /** What {@code reader} reads, line by line. */
  void converse(Connection connection, LineReader reader, String prompt) {
    String text = "";
    while (true) {
      try {
        String line = reader.readLine(text.isEmpty() ? prompt : MORE);
        if (text.isEmpty() && line.strip().matches("(?i)(quit|exit);?")) {
          return;
        }
        Statements statements = Statements.in(text.isEmpty() ? line : text + "\n" + line);
        statements.whole().forEach(sql -> answer(connection, sql));
        text = statements.rest();
      } catch (UserInterruptException dropped) {
        text = "";
      } catch (EndOfFileException end) {
        return;
      }
    }
  }

  private void answer(Connection connection, String sql) {
    try (Paged paged = new Paged(environment, query.out());
        PrintStream out = paged.text()) {
      query.run(connection, sql, Format.TABLE, out);
    } catch (LocalFailure refused) {
      progress.say(String.valueOf(refused.getMessage()));
    }
  }
}
