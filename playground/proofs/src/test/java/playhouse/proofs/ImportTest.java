package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
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

    for (int time = 0; time < 2; time++) {
      stack.launch().must("import", "movielens", ml100k);
      stack.launch().must("import", "lastfm", lastfm);
      assertThat(ratings(stack, "ml-100k")).isEqualTo(100_000);
      assertThat(ratings(stack, "lastfm-2k")).isEqualTo(74_254);
    }

    stack.launch().must("run", "profiles");
    stack.launch().must("run", "train-recommender");
    assertThat(titles(stack)).as("names of recommended films").hasSize(10).doesNotContain("");
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
