package playhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DdlFileTest {
  @Test
  void a_statement_ends_with_the_line_that_ends_with_a_semicolon() {
    assertThat(DdlFile.statements(List.of("-- why", "A 'x; y'", "  B;", "", "C;")))
        .containsExactly("A 'x; y'\n  B", "C");
  }

  @Test
  void a_statement_without_an_end_is_refused() {
    assertThatThrownBy(() -> DdlFile.statements(List.of("A"))).hasMessageContaining("A");
  }

  @Test
  void every_step_has_statements() {
    assertThat(DdlFile.all())
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.statements()).isNotEmpty());
  }
}
