package playhouse.collector.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicesTest {

  private static final int MANY = 1000;

  @Test
  void theElementsOfAnArrayAreFoundWhateverTheyHold() throws Slices.Unsplittable {
    String body = " [ {\"a\":\"]},{\\\"\"} ,{\"b\":[1,{}]},\n3 , \"x,y\"] \n";
    assertThat(texts(body, Slices.array(bytes(body), MANY)))
        .containsExactly("{\"a\":\"]},{\\\"\"}", "{\"b\":[1,{}]}", "3", "\"x,y\"");
  }

  @Test
  void anEmptyArrayHasNoElements() throws Slices.Unsplittable {
    assertThat(Slices.array(bytes(" [ ] "), MANY)).isEmpty();
  }

  @Test
  void anElementThatIsBrokenInsideItsBracketsStandsAlone() throws Slices.Unsplittable {
    String body = "[{\"a\":1},{oops},{\"b\":2}]";
    assertThat(texts(body, Slices.array(bytes(body), MANY))).hasSize(3).contains("{oops}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "{}", "[", "[{]", "[{\"a}]", "[{},]", "[,{}]", "[{} {}]", "[{}]x", "[}", "nul"
      })
  void aBodyThatCannotBeToldApartIsRefusedWhole(String body) {
    assertThatThrownBy(() -> Slices.array(bytes(body), MANY))
        .isInstanceOf(Slices.Unsplittable.class);
  }

  @Test
  void blankLinesDoNotCount() {
    String body = "{}\r\n\n  \n {\"a\":1} \n{}";
    assertThat(texts(body, Slices.lines(bytes(body), MANY)))
        .containsExactly("{}", "{\"a\":1}", "{}");
  }

  @Test
  void nothingBeyondOneMoreThanTheMostIsCut() throws Slices.Unsplittable {
    assertThat(Slices.lines(bytes("1\n".repeat(1_000_000)), 3)).hasSize(4);
    assertThat(Slices.array(bytes("[" + "1,".repeat(1_000_000)), 3)).hasSize(4);
    assertThat(Slices.lines(bytes("1\n".repeat(3)), 3)).hasSize(3);
    assertThat(Slices.array(bytes("[1,2,3]"), 3)).hasSize(3);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> texts(String body, List<Slices.Slice> slices) {
    return slices.stream().map(s -> body.substring(s.from(), s.to())).toList();
  }
}
