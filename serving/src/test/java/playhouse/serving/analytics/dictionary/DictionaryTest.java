package playhouse.serving.analytics.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;

class DictionaryTest {
  private static final Path PAGE = Path.of("..", "docs", "dictionary.md");
  private final List<Described> tables = Dictionary.tables();

  @Test
  void everyFamilyOfEventsHasItsTable() {
    assertThat(tables)
        .extracting(Described::table)
        .containsAll(
            Arrays.stream(Family.values()).map(family -> "raw." + family.topic()).toList());
  }

  @Test
  void everyTableAndColumnSaysWhatItIs() {
    assertThat(tables).allSatisfy(table -> assertThat(table.comment()).isNotBlank());
    assertThat(tables)
        .allSatisfy(
            table ->
                assertThat(table.columns())
                    .isNotEmpty()
                    .allSatisfy(
                        column ->
                            assertThat(column.comment())
                                .as(table.table() + "." + column.name())
                                .isNotBlank()));
  }

  @Test
  void whatIsMadeOfOthersNamesThem() {
    Described plays =
        tables.stream()
            .filter(table -> table.table().equals("core.plays"))
            .findFirst()
            .orElseThrow();
    assertThat(plays.made_from()).containsExactly("raw.playback");
    assertThat(plays.owner()).isEqualTo("content");
    assertThat(plays.columns()).contains(new Described.Column("title", "STRING", "Title played."));
  }

  /** {@code mvn -pl serving test -Dtest=DictionaryTest -Ddictionary.write=true} writes it anew. */
  @Test
  void thePageInDocsIsTheOneThatIsGenerated() throws IOException {
    String page = Markdown.of(tables);
    if (Boolean.getBoolean("dictionary.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }
}
