package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class ImportTest {

  @Test
  void realDataComesInOnceAndComesOutAsFilmsByName(RunningStack stack) {
    String ml100k = data("ml-100k");
    String lastfm = data("lastfm-2k");

    stack.learnFilms();
    String first = stack.launch().must("import", "lastfm", lastfm);
    everythingIsThereOnce(stack);
    assertThat(first).doesNotContain("imported before");
    assertThat(stack.launch().must("import", "lastfm", lastfm)).contains("imported before");
    stack.launch().must("import", "movielens", ml100k, "--again");
    everythingIsThereOnce(stack);

    assertThat(titles(stack)).as("names of recommended films").hasSize(10).doesNotContain("");
  }

  private static void everythingIsThereOnce(RunningStack stack) {
    assertThat(ratings(stack, "ml-100k")).isEqualTo(100_000);
    assertThat(ratings(stack, "lastfm-2k")).isEqualTo(74_254);
  }

  @Test
  void aLineThatCannotBeReadIsNamedAndTheRestComesIn(RunningStack stack) throws IOException {
    Path folder = Files.createDirectory(stack.home().resolve("broken"));
    Files.writeString(
        folder.resolve("broken.inter"),
        """
        user_id:token\titem_id:token\trating:float\ttimestamp:float
        1\t10\t4\t880000000
        1\t11\tfour\t880000001
        1\t12
        2\t10\t5\t880000002
        """);

    String report = stack.launch().must("import", "movielens", folder.toString());

    assertThat(report).contains("line 3").contains("line 4");
    assertThat(ratings(stack, "broken")).isEqualTo(2);
  }

  private static long ratings(RunningStack stack, String dataset) {
    return stack.number(
        "select count(*) n from raw.interaction where type = 'rating' and source = '/imports/"
            + dataset
            + "'");
  }

  private static Set<String> titles(RunningStack stack) {
    Set<String> names = new HashSet<>();
    for (JsonNode item :
        stack.ask("/v1/recommendations?person=ml-100k:1&surface=home&limit=10").get("items")) {
      assertThat(item.get("title").asText()).startsWith("ml-100k:");
      names.add(item.get("name").asText());
    }
    return names;
  }

  /** The folder of a public data set; where there is none only CI insists. */
  static String data(String set) {
    Path folder =
        Path.of(Optional.ofNullable(System.getenv("PLAYHOUSE_DATA")).orElse("../../../shared/data"))
            .resolve(set)
            .toAbsolutePath()
            .normalize();
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(Files.isDirectory(folder), "no public data at " + folder);
    }
    assertThat(folder).isDirectory();
    return folder.toString();
  }
}
