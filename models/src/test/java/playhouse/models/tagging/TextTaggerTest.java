package playhouse.models.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextTaggerTest {
  private static final String MISSION =
      "An astronaut wakes alone on a spaceship near Mars. The crew of the space station is gone,"
          + " and something alien has come on board.";

  private final TextTagger tagger = new TextTagger();

  private Optional<Suggestion> tag(String tag, String synopsis) {
    return all(synopsis).stream().filter(one -> one.tag().equals(tag)).findFirst();
  }

  private List<Suggestion> all(String synopsis) {
    return tagger.tag(List.of(Passage.of("name", "Film"), Passage.of("synopsis", synopsis)));
  }

  private double confidence(String tag, String synopsis) {
    return tag(tag, synopsis).map(Suggestion::confidence).orElse(0.0);
  }

  @Test
  void aTextInEnglishIsTaggedAndTheWordsThatSpeakForItAreNamedWithTheirPlace() {
    Suggestion fiction = tag("iab:652", MISSION).orElseThrow();
    assertThat(fiction.confidence()).isGreaterThan(TextTagger.CONFIDENT);
    assertThat(fiction.evidence()).extracting(Evidence::words).contains("astronaut", "spaceship");
    for (Evidence one : fiction.evidence()) {
      assertThat(MISSION.substring(one.at())).startsWith(one.words());
    }
    assertThat(confidence("iab:472", MISSION)).isGreaterThan(0.5);
    assertThat(tag("iab:326", MISSION)).isEmpty();
  }

  @Test
  void aTextInChineseIsTaggedAsWell() {
    String text = "宇航员独自在飞船上醒来，空间站里的机器人都失控了，外星人已经登船。";
    Suggestion fiction = tag("iab:652", text).orElseThrow();
    assertThat(fiction.confidence()).isGreaterThan(TextTagger.CONFIDENT);
    assertThat(fiction.evidence()).extracting(Evidence::words).contains("外星人", "飞船");
    assertThat(fiction.evidence()).allMatch(one -> text.startsWith(one.words(), one.at()));
  }

  @Test
  void oneWordIsNeverEnoughToBeSure() {
    for (String word : List.of("zombie", "spaceship", "karate", "vampire", "丧尸", "外星人", "手机")) {
      for (Suggestion one : all("There is a " + word + " in it")) {
        assertThat(one.confidence()).as(word + " " + one.tag()).isLessThan(TextTagger.CONFIDENT);
      }
    }
  }

  @Test
  void aWordSaidOftenIsNoSurerThanSaidOnce() {
    double once = confidence("iab:336", "The zombie comes to the old house by the sea one night.");
    String often =
        "The zombie comes to the old house by the sea one night." + " Zombie.".repeat(40);
    assertThat(once).isPositive();
    assertThat(confidence("iab:336", often)).isLessThan(once);
  }

  @Test
  void aListOfKeywordsIsBelievedLessThanASentenceWithAsManyOfThem() {
    String stuffed =
        "zombie vampire werewolf romance love story wedding spaceship alien robot cowboy gunslinger"
            + " wizard dragon gangster heist detective murder mystery soldier world war ii singer"
            + " rock band basketball football terrorist bomb christmas documentary comedy";
    assertThat(all(stuffed)).isNotEmpty();
    assertThat(all(stuffed)).allMatch(one -> one.confidence() < 0.3);
    String chinese = "丧尸吸血鬼爱情恋爱婚礼飞船外星人机器人牛仔魔法师巫师黑帮抢劫侦探谋杀士兵二战歌手乐队篮球足球恐怖分子圣诞节喜剧";
    assertThat(all(chinese)).isNotEmpty();
    assertThat(all(chinese)).allMatch(one -> one.confidence() < 0.3);
  }

  /** Keywords put behind an honest text must not make anything surer than the text alone did. */
  @Test
  void stuffingBehindAnHonestTextMakesNothingSurer() {
    String stuffed =
        MISSION
            + " zombie, vampire, wedding, romance, gangster, comedy, basketball,"
            + " cowboy, wizard, soldier, detective, singer, christmas, spy, terrorist, spaceship, alien";
    assertThat(confidence("iab:652", stuffed)).isLessThan(confidence("iab:652", MISSION));
    assertThat(all(stuffed)).allMatch(one -> one.confidence() < TextTagger.CONFIDENT);
  }

  @Test
  void whatAnEditorSaysIsAlmostSureUnlessTooMuchIsSaid() {
    List<Suggestion> two =
        tagger.tag(List.of(Passage.of("genre", "Horror"), Passage.of("genre", "喜剧")));
    assertThat(two).extracting(Suggestion::tag).containsExactlyInAnyOrder("iab:336", "iab:646");
    assertThat(two).allMatch(one -> one.confidence() > 0.95);
    List<Passage> many =
        List.of("Horror", "Comedy", "Drama", "War", "Western", "Music", "Romance", "Crime").stream()
            .map(name -> Passage.of("genre", name))
            .toList();
    assertThat(tagger.tag(many)).allMatch(one -> one.confidence() < 0.5);
  }

  @Test
  void everyTagIsOneOfTheTaxonomyAndHasANameInBothLanguages() {
    Taxonomy taxonomy = Taxonomy.bundled();
    assertThat(taxonomy.find("iab:325").map(Taxonomy.Node::name)).contains("Action/Adventure");
    assertThat(taxonomy.find("iab:652").flatMap(Taxonomy.Node::parent)).contains("iab:SPSHQ5");
    assertThat(taxonomy.find("iab:547").flatMap(Taxonomy.Node::iptc)).contains("medtop:15000000");
    assertThat(taxonomy.find("iab:1000")).isEmpty();
    assertThat(taxonomy.all()).hasSizeGreaterThan(180);
    assertThat(taxonomy.all()).allMatch(one -> !one.name().isBlank() && !one.chinese().isBlank());
    assertThat(taxonomy.all()).extracting(Taxonomy.Node::id).doesNotHaveDuplicates();
  }

  /** By hand: two words of level 4 and one other tag give 1 / (1 + e^-(-0.507 + 3.714 - 0.32)). */
  @Test
  void confidenceIsTheCurveThatWasFitted() {
    assertThat(Confidence.of(new int[] {0, 0, 0, 2}, 1, 50, 2)).isCloseTo(0.947, within(1e-3));
    assertThat(Confidence.of(new int[] {9, 0, 0, 0}, 0, 50, 9))
        .isEqualTo(Confidence.of(new int[] {3, 0, 0, 0}, 0, 50, 9));
  }
}
