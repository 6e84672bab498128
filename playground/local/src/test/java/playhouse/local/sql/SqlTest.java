package playhouse.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import playhouse.local.access.Role;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;

/**
 * A real Trino over a real catalog; where there is no Java for it, outside CI, it says that it was
 * not run.
 */
@ExtendWith(RunningTrino.Shared.class)
class SqlTest {
  private static final String VALUES =
      """
      select * from (values
        (1, 'plain', cast('12.50' as decimal(10,2)), date '2026-11-22'),
        (2, 'a "b", c', null, null),
        (3, '电影', cast('0.10' as decimal(10,2)), date '2026-11-23')) as t (n, word, price, day)
      order by n""";

  private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
  private final RunningTrino trino;

  SqlTest(RunningTrino trino) {
    this.trino = trino;
  }

  @Test
  void anAnswerIsReadableAsATableWithWideCharactersInLine() {
    answer(VALUES, Format.TABLE)
        .ifPresent(
            text ->
                assertThat(text)
                    .isEqualTo(
                        """
                        n  word      price  day
                        -  --------  -----  ----------
                        1  plain     12.50  2026-11-22
                        2  a "b", c   null  null
                        3  电影       0.10  2026-11-23
                        (3 rows)
                        """));
  }

  @Test
  void anAnswerAsCsvFollowsRfc4180() {
    answer(VALUES, Format.CSV)
        .ifPresent(
            text ->
                assertThat(text)
                    .isEqualTo(
                        "n,word,price,day\r\n1,plain,12.50,2026-11-22\r\n2,\"a \"\"b\"\", c\",,\r\n3,电影,0.10,2026-11-23\r\n"));
  }

  @Test
  void anAnswerAsJsonKeepsNumbersNullsAndNestedValues() throws Exception {
    Optional<String> text =
        answer(
            "select 1 as n, cast(null as varchar) as nothing, true as yes, array['a', 'b'] as list, cast(row(2) as row(x bigint)) as nested, "
                + "timestamp '2026-11-22 01:02:03 UTC' as at, uuid '12151fd2-7586-11e9-8f9e-2a86e4085a59' as id",
            Format.JSON);
    if (text.isPresent()) {
      JsonNode expected =
          new ObjectMapper()
              .readTree(
                  """
                  [{"n":1,"nothing":null,"yes":true,"list":["a","b"],"nested":{"x":2},
                    "at":"2026-11-22 01:02:03 UTC","id":"12151fd2-7586-11e9-8f9e-2a86e4085a59"}]""");
      assertThat(new ObjectMapper().readTree(text.get())).isEqualTo(expected);
    }
  }

  @Test
  void aStatementThatIsWrongGivesTrinosOwnWords() {
    if (trino.runs()) {
      assertThatThrownBy(() -> answer("select nosuch from (values 1) as t (n)", Format.TABLE))
          .isInstanceOf(LocalFailure.class)
          .hasMessageContaining("Column 'nosuch' cannot be resolved")
          .hasMessageStartingWith("line 1:8");
    }
  }

  @Test
  void tablesThatTrinoMakesAreInTheSharedCatalog() {
    if (trino.runs()) {
      answer("create schema if not exists raw", Format.TABLE);
      answer("create table raw.probe (id bigint)", Format.TABLE);
      answer("insert into raw.probe values 1, 2", Format.TABLE);
      assertThat(answer("select count(*) as n from raw.probe", Format.CSV)).hasValue("n\r\n2\r\n");
    }
  }

  @Test
  void theArgumentsAreOneStatementAndAFormat() {
    assertThat(parse("select 1;", "--format", "csv"))
        .isEqualTo(new SqlRequest(List.of("select 1"), Format.CSV, Role.STEWARD));
    assertThat(parse("select 1", "--as", "analyst").role()).isEqualTo(Role.ANALYST);
    assertThatThrownBy(() -> parse("select 1", "--as", "king")).hasMessageContaining("analyst");
    assertThatThrownBy(() -> parse().orTerminal(false)).hasMessageContaining("a statement");
    assertThat(parse().orTerminal(true).statements()).as("a conversation").isEmpty();
    assertThatThrownBy(() -> parse("select 1", "--format", "xml"))
        .hasMessageContaining("table, csv, json");
    assertThatThrownBy(() -> parse("select", "1")).hasMessageContaining("'1'");
  }

  private static SqlRequest parse(String... arguments) {
    return SqlRequest.parse(List.of(arguments), Role.STEWARD);
  }

  private Optional<String> answer(String sql, Format format) {
    if (!trino.runs()) {
      System.err.println("not run, no JDK 24 or newer here: " + sql);
      return Optional.empty();
    }
    answered.reset();
    PrintStream out = new PrintStream(answered, true, StandardCharsets.UTF_8);
    new TrinoQuery(trino.as(Role.SERVICE), out, Progress.onStandardError())
        .run(new SqlRequest(List.of(sql), format, Role.SERVICE));
    return Optional.of(answered.toString(StandardCharsets.UTF_8));
  }
}
