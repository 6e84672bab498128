package playhouse.collector.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.collector.Topic;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Catalogue;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.testbed.Broker;

class MovieLens1mTest {

  @TempDir private static Path home;
  private static Broker broker;

  @BeforeAll
  static void start() {
    broker = Broker.fresh();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void theSequencesOfMovieLens1mKeepTheirOrderAndTitlesAreEnriched() {
    new Importing(broker, home).run(Format.MOVIELENS, Importing.data("ml-1m"), "ml-1m");
    assertThat(Topic.ids(broker, "interaction", "/imports/ml-1m"))
        .hasSize(994_169)
        .doesNotHaveDuplicates();
    List<TitleUpserted> titles = titles("/imports/ml-1m");
    assertThat(titles).hasSize(3_883);
    TitleUpserted toyStory =
        titles.stream().filter(t -> t.getTitle().equals("ml-1m:1")).findFirst().orElseThrow();
    assertThat(toyStory.getName()).isEqualTo("Toy Story");
    assertThat(toyStory.getReleasedYear()).isEqualTo(1995);
    assertThat(toyStory.getGenres()).containsExactly("Animation", "Children's", "Comedy");
    assertThat(toyStory.getSynopsis()).startsWith("A little boy named Andy");
    assertThat(toyStory.getCredits())
        .extracting(c -> c.getRole() + " " + c.getName())
        .contains("director John Lasseter", "writer Pete Docter", "actor Tom Hanks");
    assertThat(titles).extracting(TitleUpserted::getName).contains("Misérables, Les");
  }

  private static List<TitleUpserted> titles(String source) {
    return Topic.facts(broker, Family.CATALOGUE, source).stream()
        .map(fact -> ((Catalogue) fact).getTitleUpserted())
        .toList();
  }
}
