package playhouse.collector.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.collector.Topic;
import playhouse.contracts.Family;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.facts.Catalogue;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.testbed.Broker;

class PublicDataTest {

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
  void everyLineOfMovieLens100kIsOneEventAndImportingTwiceChangesNothing() {
    Importing importing = new Importing(broker, home);
    String report = importing.run(Format.MOVIELENS, Importing.data("ml-100k"), "ml-100k");
    List<String> ids = Topic.ids(broker, "interaction", "/imports/ml-100k");
    assertThat(ids).hasSize(100_000).doesNotHaveDuplicates();
    assertThat(Topic.ids(broker, "catalogue", "/imports/ml-100k")).hasSize(1_682);
    assertThat(report)
        .contains("100,000", "1,682", "ml-100k.user.gz: carries no event", "person=ml-100k:196");
    String second = importing.run(Format.MOVIELENS, Importing.data("ml-100k"), "ml-100k");
    assertThat(second).contains("was imported before");
    assertThat(Topic.ids(broker, "interaction", "/imports/ml-100k")).hasSize(100_000);
    new Importing(broker, home.resolve("another"))
        .run(Format.MOVIELENS, Importing.data("ml-100k"), "ml-100k");
    List<String> twice = Topic.ids(broker, "interaction", "/imports/ml-100k");
    assertThat(twice).hasSize(200_000);
    assertThat(new HashSet<>(twice)).isEqualTo(new HashSet<>(ids));
  }

  @Test
  void everyLineOfLastFmIsOneEventButFiveTagsFromBeforeOurTime() {
    String report =
        new Importing(broker, home).run(Format.LASTFM, Importing.data("lastfm-2k"), "lastfm-2k");
    List<SpecificRecordBase> facts = Topic.facts(broker, Family.INTERACTION, "/imports/lastfm-2k");
    List<Interaction> plays =
        facts.stream()
            .map(Interaction.class::cast)
            .filter(f -> f.getType().equals("rating"))
            .toList();
    List<Interaction> tags =
        facts.stream().map(Interaction.class::cast).filter(f -> f.getType().equals("tag")).toList();
    assertThat(plays)
        .hasSize(74_254)
        .allMatch(f -> f.getRating().getScale().equals("plays") && f.getEnvelope().getBackfill());
    assertThat(tags).hasSize(186_479 - 5);
    assertThat(report)
        .contains("refused in user_taggedartists.dat.gz: 5 lines", "occurred_out_of_range");
    assertThat(titles("/imports/lastfm-2k"))
        .hasSize(17_632)
        .allMatch(t -> t.getKind().equals("artist"));
    Interaction first =
        plays.stream()
            .filter(f -> f.getEnvelope().getId().startsWith("rating/2/51/"))
            .findFirst()
            .orElseThrow();
    assertThat(first.getRating().getScore()).isEqualTo(13_883);
    assertThat(first.getEnvelope().getPerson()).isEqualTo(Pseudonyms.person("lastfm-2k", "2"));
    assertThat(Topic.rejects(broker, "\t1956"))
        .hasSize(3)
        .allMatch(r -> r.getStage().equals("importer"));
  }

  private static List<TitleUpserted> titles(String source) {
    return Topic.facts(broker, Family.CATALOGUE, source).stream()
        .map(fact -> ((Catalogue) fact).getTitleUpserted())
        .toList();
  }
}
