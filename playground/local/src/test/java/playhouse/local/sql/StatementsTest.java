package playhouse.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementsTest {
  @Test
  void a_semicolon_ends_a_statement_unless_it_is_quoted_or_in_a_comment() {
    Statements statements =
        Statements.in(
            """
            -- first; of all
            SELECT ';' AS "a;b" /* ; */ FROM t;
            ; -- nothing
            SELECT 'it''s;' ;
            SELECT 3""");
    assertThat(statements.whole())
        .containsExactly(
            "-- first; of all\nSELECT ';' AS \"a;b\" /* ; */ FROM t",
            "-- nothing\nSELECT 'it''s;'");
    assertThat(statements.rest()).isEqualTo("SELECT 3");
    assertThat(statements.all()).hasSize(3);
  }

  @Test
  void what_is_not_closed_is_not_ended() {
    assertThat(Statements.in("SELECT 'a; b").whole()).isEmpty();
    assertThat(Statements.in("SELECT 1 /* ; ").rest()).isEqualTo("SELECT 1 /* ;");
    assertThat(Statements.in(" -- nothing\n").all()).isEmpty();
  }
}
