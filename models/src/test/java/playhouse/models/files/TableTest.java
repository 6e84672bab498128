package playhouse.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  @TempDir Path folder;

  @Test
  void quotesHoldCommasLineEndsAndDoubledQuotes() throws IOException {
    Table table = read("id,text\r\n1,\"a, \"\"b\"\"\nc\"\r\n2,it's \"so\"\r\n");
    assertThat(table.column("text")).containsExactly("a, \"b\"\nc", "it's \"so\"");
    assertThat(table.column("id")).containsExactly("1", "2");
  }

  @Test
  void aPackedFileAndAByteOrderMarkAreReadAsTheyAre() throws IOException {
    Path packed = folder.resolve("some.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("\uFEFF名,值\n好,1\n".getBytes(StandardCharsets.UTF_8));
    }
    Table table = Table.read(packed);
    assertThat(table.columns()).containsExactly("名", "值");
    assertThat(table.column("名")).containsExactly("好");
  }

  @Test
  void aRowWithAnotherNumberOfValuesIsToldWithItsLine() {
    assertThatThrownBy(() -> read("a,b\n1,2\n3\n"))
        .isInstanceOf(BadFile.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("1 values for 2 columns");
  }

  @Test
  void whatIsNotThereIsToldByName() throws IOException {
    Table table = read("a,b\n1,2\n");
    assertThatThrownBy(() -> table.column("c")).hasMessageContaining("no column 'c'; it has a, b");
    assertThatThrownBy(() -> read("a,b\n")).hasMessageContaining("holds no row");
    assertThatThrownBy(() -> Table.read(folder.resolve("no.csv")))
        .isInstanceOf(BadFile.class)
        .hasMessageContaining("no.csv");
  }

  @Test
  void rowsAndColumnsCanBeLeftOut() throws IOException {
    Table table = read("a,b\n1,2\n3,4\n5,6\n").rows(new int[] {2, 0}).without(List.of("a"));
    assertThat(table.columns()).containsExactly("b");
    assertThat(table.column("b")).containsExactly("6", "2");
  }

  private static Table read(String text) throws IOException {
    return Table.read("some.csv", new StringReader(text));
  }
}
