package playhouse.collector.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import playhouse.collector.Topic;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Catalogue;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.testbed.Broker;

class ImportTest {

  private static Broker broker;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    broker = Broker.shared();
  }

  @Test
  void datFilesInLatin1AreReadAndCorruptLinesAreToldWithTheirNumber() {
    write(
        "movies.dat",
        "1::Misérables, Les (1995)::Drama|Musical\n2::Nameless\n",
        StandardCharsets.ISO_8859_1);
    write(
        "ratings.dat",
        "1::1::5::978300760\r\n1::1::five::978300760\n\n1::2::4\n2::1::0::978300760\n2::1::3.5::1\n\u00001::1::5::978300760\n1::1::5::978300760",
        StandardCharsets.UTF_8);
    write("tags.dat", "1::1::très bien::978300760\n", StandardCharsets.ISO_8859_1);
    String report = run(Format.MOVIELENS, folder, "dat");
    assertThat(ratings("dat")).hasSize(2).allMatch(r -> r.getRating().getScore() == 5.0);
    assertThat(ratings("dat"))
        .extracting(r -> r.getEnvelope().getId())
        .containsOnly(ratings("dat").get(0).getEnvelope().getId());
    assertThat(ratings("dat").get(0).getEnvelope().getOccurred())
        .isEqualTo(Instant.ofEpochSecond(978300760));
    assertThat(titles("dat")).extracting(TitleUpserted::getName).containsExactly("Misérables, Les");
    assertThat(interactions("dat", "tag"))
        .extracting(t -> t.getTag().getTag())
        .containsExactly("très bien");
    assertThat(report)
        .contains("line 2: malformed_line: 2 fields instead of 3")
        .contains("line 2: malformed_line: score: \"five\" is not a number")
        .contains("line 4: malformed_line: 3 fields instead of 4")
        .contains("line 5: semantic_violation: score: 0.0 is not on the scale stars5")
        .contains("line 6: occurred_out_of_range")
        .contains("line 7: malformed_line: holds the control character 0");
    assertThat(Topic.rejects(broker, "1::1::five"))
        .extracting(Topic::original)
        .containsExactly("1::1::five::978300760");
  }

  @Test
  @Timeout(60)
  void aTimeOfAstronomicalSizeSpoilsOnlyItsLine() {
    write("movies.dat", "1::Heat (1995)::Crime\n", StandardCharsets.UTF_8);
    write(
        "ratings.dat",
        "1::1::5::1e300000000\n1::1::5::1e-300000000\n1::1::5::0e2000000000\n1::1::5::9.7830076e8\n",
        StandardCharsets.UTF_8);
    String report = run(Format.MOVIELENS, folder, "vast");
    assertThat(ratings("vast"))
        .extracting(r -> r.getEnvelope().getOccurred())
        .containsExactly(Instant.ofEpochSecond(978300760));
    assertThat(report)
        .contains("line 1: malformed_line: time: 1E+300000000 is out of range")
        .contains("line 2: malformed_line: time: 1E-300000000 is out of range")
        .contains("line 3: malformed_line: time: 0E+2000000000 is out of range");
  }

  @Test
  void theLatestCsvFilesAreRead() {
    write(
        "movies.csv",
        "movieId,title,genres\n1,Toy Story (1995),Adventure|Animation\n11,\"American President, The (1995)\",(no genres listed)\n",
        StandardCharsets.UTF_8);
    zip(
        "ratings.csv.gz",
        "userId,movieId,rating,timestamp\n1,1,4.0,1225734739\n1,11,0.5,1225865086\n");
    write(
        "tags.csv",
        "userId,movieId,tag,timestamp\n10,11,\"in \"\"quotes\"\", so\",1740527505\n10,11,a\"b,1740527505\n",
        StandardCharsets.UTF_8);
    write("links.csv", "movieId,imdbId,tmdbId\n1,1,1\n", StandardCharsets.UTF_8);
    String report = run(Format.MOVIELENS, folder, "latest");
    assertThat(titles("latest"))
        .extracting(TitleUpserted::getName)
        .containsExactly("Toy Story", "American President, The");
    assertThat(titles("latest").get(1).getGenres()).isEmpty();
    assertThat(ratings("latest"))
        .extracting(r -> r.getRating().getTitle())
        .containsExactlyInAnyOrder("latest:1", "latest:11");
    assertThat(interactions("latest", "tag"))
        .extracting(t -> t.getTag().getTag())
        .containsExactlyInAnyOrder("in \"quotes\", so", "a\"b");
    assertThat(report).contains("links.csv: carries no event");
  }

  @Test
  void aTypedTableMayLackScoreAndTime() {
    write("x.inter", "user_id:token\titem_id:token\nu1\ti1\nu1\ti2\n", StandardCharsets.UTF_8);
    run(Format.MOVIELENS, folder.resolve("x.inter"), "bare");
    assertThat(ratings("bare"))
        .hasSize(2)
        .allMatch(
            r -> r.getRating().getScore() == null && r.getRating().getScale().equals("order"));
    assertThat(ratings("bare")).allMatch(r -> r.getEnvelope().getOccurred().equals(Dataset.UNTOLD));
  }

  @Test
  void sequencesHappenHourByHour() {
    write("sequences.txt", "7 30 10 20\n8\n9 \u00ff\n", StandardCharsets.ISO_8859_1);
    String report = run(Format.MOVIELENS, folder, "seq");
    assertThat(ratings("seq"))
        .extracting(r -> r.getRating().getTitle() + " " + r.getEnvelope().getOccurred())
        .containsExactlyInAnyOrder(
            "seq:30 2000-01-01T00:00:00Z",
            "seq:10 2000-01-01T01:00:00Z",
            "seq:20 2000-01-01T02:00:00Z");
    assertThat(report)
        .contains("line 2: malformed_line: user 8 has no item", "line 3: invalid_utf8");
  }

  @Test
  void eventsKeepTheirSourceAndCountAsHistory() {
    String good =
        "{\"specversion\":\"1.0\",\"id\":\"g1\",\"source\":\"/elsewhere\",\"type\":\"like.added\",\"time\":\"2020-01-01T00:00:00Z\",\"person\":\"e:1\",\"data\":{\"title\":\"t\"}}";
    zip(
        "past.jsonl.gz",
        good
            + "\n"
            + good.replace("like.added", "like.adored")
            + "\n{oops\n"
            + good.replace("g1", "g2")
            + "\n");
    String report = run(Format.EVENTS, folder.resolve("past.jsonl.gz"), "past");
    List<Interaction> facts =
        Topic.facts(broker, Family.INTERACTION, "/elsewhere").stream()
            .map(Interaction.class::cast)
            .toList();
    assertThat(facts).extracting(f -> f.getEnvelope().getId()).containsExactly("g1", "g2");
    assertThat(facts).allMatch(f -> f.getEnvelope().getBackfill());
    assertThat(report).contains("line 2: unknown_type", "line 3: malformed_json");
  }

  @Test
  void aCatalogueIsReadWithItsQuotedLineEnds() {
    write(
        "shop.csv",
        """
        id,name,kind,genres,credits,released_year,runtime_millis,series,season,episode,synopsis,exclusive,updated
        s1,三体,series,Sci-Fi|Drama,"director:Yang Lei|actor:Zhang Luyi",2023,,,,,"He said ""come"",
        and they came.",true,2024-01-02T03:04:05+08:00
        e1,"Days, One",episode,,,2023,2700000,s1,1,1,,,
        x1,Bad,opera,,,,,,,,,,
        x2,Bad,film,,,nineteen,,,,,,,
        x3,"Never closed,film,,,,,,,,,,
        e2,Two,episode,,,2023,2700000,s1,1,2,,no,
        """,
        StandardCharsets.UTF_8);
    String report = run(Format.CATALOGUE, folder.resolve("shop.csv"), "shop");
    List<TitleUpserted> titles = titles("shop");
    assertThat(titles)
        .extracting(TitleUpserted::getTitle)
        .containsExactlyInAnyOrder("shop:s1", "shop:e1", "shop:e2");
    TitleUpserted series =
        titles.stream().filter(t -> t.getKind().equals("series")).findFirst().orElseThrow();
    assertThat(series.getName()).isEqualTo("三体");
    assertThat(series.getSynopsis()).isEqualTo("He said \"come\",\nand they came.");
    assertThat(series.getExclusive()).isTrue();
    assertThat(titles)
        .filteredOn(t -> t.getKind().equals("episode"))
        .allMatch(t -> t.getSeries().equals("shop:s1"));
    assertThat(report)
        .contains(
            "line 5: malformed_line: kind",
            "line 6: malformed_line: released_year",
            "line 7: malformed_line: a quote is not closed");
    Catalogue fact = (Catalogue) Topic.facts(broker, Family.CATALOGUE, "/imports/shop").get(0);
    assertThat(fact.getEnvelope().getPerson()).isNull();
  }

  @Test
  void importingAgainSendsTheSameIdsAndTimes() throws IOException {
    write("shop.csv", "id,name\na,A\nb,B\n", StandardCharsets.UTF_8);
    run(Format.CATALOGUE, folder.resolve("shop.csv"), "again");
    Files.setLastModifiedTime(
        folder.resolve("shop.csv"),
        java.nio.file.attribute.FileTime.from(Instant.parse("2021-01-01T00:00:00Z")));
    Import.Request request =
        new Import.Request(
            Format.CATALOGUE, folder.resolve("shop.csv"), java.util.Optional.of("again"), true);
    assertThat(request.again()).isTrue();
    new Importing(broker, folder.resolve("home"))
        .run(Format.CATALOGUE, folder.resolve("shop.csv"), "again", true);
    List<String> told =
        Topic.facts(broker, Family.CATALOGUE, "/imports/again").stream()
            .map(f -> ((Catalogue) f).getEnvelope())
            .map(e -> e.getId() + e.getOccurred())
            .toList();
    assertThat(told).hasSize(4);
    assertThat(told.stream().distinct()).hasSize(2);
  }

  @Test
  void whatCannotBeImportedSaysWhatToDo() {
    write("odd.csv", "id,title\n1,x\n", StandardCharsets.UTF_8);
    write("x.inter", "who:token\twhat:token\n", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> run(Format.MOVIELENS, folder.resolve("none"), "x"))
        .isInstanceOf(UnfitSource.class)
        .hasMessageContaining("give a directory or a file that exists");
    assertThatThrownBy(() -> run(Format.LASTFM, folder, "x"))
        .isInstanceOf(UnfitSource.class)
        .hasMessageContaining("looked for artists.dat");
    assertThatThrownBy(() -> run(Format.MOVIELENS, folder, "x"))
        .isInstanceOf(UnfitSource.class)
        .hasMessageContaining("does not name the columns");
    assertThatThrownBy(() -> run(Format.CATALOGUE, folder.resolve("odd.csv"), "x"))
        .isInstanceOf(UnfitSource.class)
        .hasMessageContaining("must name the columns id, name");
    assertThatThrownBy(() -> run(Format.EVENTS, folder, "x"))
        .isInstanceOf(UnfitSource.class)
        .hasMessageContaining("give one file");
    assertThatThrownBy(() -> run(Format.EVENTS, folder.resolve("odd.csv"), "a name"))
        .isInstanceOf(UnfitSource.class)
        .hasMessageContaining("--dataset");
  }

  private String run(Format format, Path path, String dataset) {
    return new Importing(broker, folder.resolve("home")).run(format, path, dataset);
  }

  private List<Interaction> ratings(String dataset) {
    return interactions(dataset, "rating");
  }

  private List<Interaction> interactions(String dataset, String type) {
    return Topic.facts(broker, Family.INTERACTION, "/imports/" + dataset).stream()
        .map(Interaction.class::cast)
        .filter(f -> f.getType().equals(type))
        .toList();
  }

  private List<TitleUpserted> titles(String dataset) {
    return Topic.facts(broker, Family.CATALOGUE, "/imports/" + dataset).stream()
        .map(f -> ((Catalogue) f).getTitleUpserted())
        .toList();
  }

  private void write(String name, String text, java.nio.charset.Charset charset) {
    try {
      Files.write(folder.resolve(name), text.getBytes(charset));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void zip(String name, String text) {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
