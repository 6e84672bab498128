package playhouse.models.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import playhouse.models.measure.CalibrationError;
import playhouse.models.recommend.PublicData;

/**
 * How often tags are right: on films that neither words nor curve have seen, and on Chinese
 * reviews, all of which were looked at when words were rated lower. What is right here is what the
 * data's editors said, who named two or three genres of a film: a tag that they left out counts as
 * wrong though it may fit, so that precision is a lower bound.
 */
class PublicTaggingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> GENRES =
      Map.ofEntries(
          Map.entry("Action", "325"),
          Map.entry("Adventure", "325"),
          Map.entry("Animation", "641"),
          Map.entry("Comedy", "646"),
          Map.entry("Crime", "380"),
          Map.entry("Documentary", "332"),
          Map.entry("Drama", "647"),
          Map.entry("Family", "645"),
          Map.entry("Fantasy", "335"),
          Map.entry("History", "EZWB7V"),
          Map.entry("Horror", "336"),
          Map.entry("Music", "338"),
          Map.entry("Mystery", "331"),
          Map.entry("Romance", "326"),
          Map.entry("Science Fiction", "652"),
          Map.entry("Thriller", "700"),
          Map.entry("War", "389"),
          Map.entry("Western", "KHPC6A"));

  private static final Map<String, Set<String>> WARES =
      Map.of(
          "书籍", Set.of("iab:42"),
          "平板", Set.of("iab:636", "iab:599", "iab:630"),
          "手机", Set.of("iab:635"),
          "水果", Set.of("iab:210", "iab:477"),
          "洗发水", Set.of("iab:554"),
          "热水器", Set.of("iab:278"),
          "蒙牛", Set.of("iab:210", "iab:477"),
          "衣服", Set.of("iab:552"),
          "计算机", Set.of("iab:599", "iab:630"),
          "酒店", Set.of("iab:668"));

  private final TextTagger tagger = new TextTagger();

  /** Tags that could be judged, with how sure they were and whether they were right. */
  private static final class Judged {
    private final List<Double> confidences = new ArrayList<>();
    private final List<Boolean> truths = new ArrayList<>();
    private int texts;
    private int trueTags;

    void add(List<Suggestion> tags, Set<String> truth, Set<String> judged) {
      texts++;
      trueTags += truth.size();
      for (Suggestion tag : tags) {
        if (judged.contains(tag.tag())) {
          confidences.add(tag.confidence());
          truths.add(truth.contains(tag.tag()));
        }
      }
    }

    /** How many are that sure, and how many of them are right. */
    int[] from(double threshold) {
      int[] counts = new int[2];
      for (int at = 0; at < truths.size(); at++) {
        if (confidences.get(at) >= threshold) {
          counts[0]++;
          counts[1] += truths.get(at) ? 1 : 0;
        }
      }
      return counts;
    }

    double precision(double threshold) {
      int[] counts = from(threshold);
      return (double) counts[1] / counts[0];
    }

    double calibrationError() {
      boolean[] truth = new boolean[truths.size()];
      for (int at = 0; at < truth.length; at++) {
        truth[at] = truths.get(at);
      }
      return CalibrationError.of(
          confidences.stream().mapToDouble(Double::doubleValue).toArray(), truth);
    }

    void tell(String of) {
      for (double threshold : new double[] {0.5, 0.7, TextTagger.CONFIDENT}) {
        int[] counts = from(threshold);
        System.out.printf(
            "Tags of %d %s from %.2f on: %d, right %.3f, of all that are true %.3f%n",
            texts, of, threshold, counts[0], precision(threshold), (double) counts[1] / trueTags);
      }
      System.out.printf("Calibration error of %d tags: %.3f%n", truths.size(), calibrationError());
    }
  }

  /** Films of which the id ends in 6 to 9; the others were looked at when words were rated. */
  @Test
  void ofSureTagsOfFilmsMoreThanFourInFiveAreRightAndConfidenceSaysHowMany() throws IOException {
    Judged judged = new Judged();
    Set<String> all = new HashSet<>();
    GENRES.values().forEach(id -> all.add("iab:" + id));
    for (CSVRecord film : rows("tmdb-5000/tmdb_5000_movies.csv.gz")) {
      JsonNode genres = JSON.readTree(film.get("genres"));
      if (Long.parseLong(film.get("id")) % 10 < 6
          || genres.isEmpty()
          || film.get("overview").isBlank()) {
        continue;
      }
      Set<String> truth = new HashSet<>();
      for (JsonNode genre : genres) {
        String id = GENRES.get(genre.path("name").asText());
        if (id != null) {
          truth.add("iab:" + id);
        }
      }
      judged.add(tags(film.get("title"), film.get("overview")), truth, all);
    }
    judged.tell("films");
    assertThat(judged.texts).isGreaterThan(1_800);
    assertThat(judged.from(TextTagger.CONFIDENT)[0]).isGreaterThan(150);
    assertThat(judged.precision(TextTagger.CONFIDENT)).isGreaterThan(0.8);
    assertThat(judged.calibrationError()).isLessThan(0.05);
  }

  /**
   * Chinese reviews of wares; the ratings of words have seen them. No Chinese texts of films with
   * their genres are at hand: what is measured is how Chinese words are found and how sure that is,
   * not how well films are told apart by them. The curve is that of English films, which is more
   * careful than these easier texts would allow.
   */
  @Test
  void ofSureTagsOfChineseReviewsNineteenInTwentyAreRight() throws IOException {
    Judged judged = new Judged();
    Set<String> all = new HashSet<>();
    WARES.values().forEach(all::addAll);
    int row = 0;
    for (CSVRecord review : rows("zh-sentiment/online_shopping_10_cats.csv.gz")) {
      if (row++ % 10 >= 6) {
        judged.add(
            tags("", review.get("review")), WARES.getOrDefault(review.get("cat"), Set.of()), all);
      }
    }
    judged.tell("reviews");
    assertThat(judged.texts).isGreaterThan(20_000);
    assertThat(judged.from(TextTagger.CONFIDENT)[0]).isGreaterThan(1_000);
    assertThat(judged.precision(TextTagger.CONFIDENT)).isGreaterThan(0.95);
  }

  private List<Suggestion> tags(String name, String text) {
    return tagger.tag(List.of(Passage.of("name", name), Passage.of("synopsis", text)));
  }

  private static List<CSVRecord> rows(String file) throws IOException {
    try (BufferedReader lines = PublicData.open(PublicData.file(file))) {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(lines)
          .getRecords();
    }
  }
}
