package playhouse.serving.personalisation.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.Credit;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.testbed.Await;

class SearchIndexTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private final SearchIndex index = new SearchIndex();

  @BeforeEach
  void fill() {
    index.offered(title("1", "Seven Doors, One Key", "Lin Wei", "A detective counts doors."));
    index.offered(title("2", "The Long Night", "Ana Sousa", "A night watch with a key."));
    index.offered(title("3", "流浪地球", "郭帆", "太阳即将毁灭，人类带着地球寻找新家园。"));
    index.offered(title("4", "地球脉动", "某人", "自然纪录片。"));
    index.offered(title("5", "The Shawshank Redemption", "Frank D", "Hope."));
    Await.until("all are there", LIMIT, () -> !index.find("Shawshank", 5).isEmpty());
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void wordsOfANameAreFoundBeforeWordsOfAStory() {
    assertThat(ids("key")).containsExactly("1", "2");
    assertThat(ids("LONG night")).startsWith("2");
  }

  @Test
  void chineseIsFoundByTwoCharactersThatStandTogether() {
    assertThat(ids("流浪地球")).startsWith("3");
    assertThat(ids("流浪")).containsExactly("3");
    assertThat(ids("地球")).containsExactlyInAnyOrder("3", "4");
    assertThat(ids("郭帆")).containsExactly("3");
  }

  @Test
  void smallErrorsAreForgivenAndTheLastWordMayBeBegunOnly() {
    assertThat(ids("shawshenk redemtion")).startsWith("5");
    assertThat(ids("shawsh")).containsExactly("5");
    assertThat(ids("sev")).containsExactly("1");
  }

  @Test
  void peopleAreFoundByName() {
    assertThat(ids("sousa")).containsExactly("2");
  }

  @Test
  void whatSaysNothingFindsNothingAndNoSignIsAnOrder() {
    for (String words : List.of("", "  ", "???", "\"", "name:x OR (", "zzzzzzzzzz", "*:*")) {
      assertThat(index.find(words, 5)).as(words).isEmpty();
    }
  }

  @Test
  void whatIsWithdrawnIsFoundNoMoreAndWhatIsRenamedByItsNewName() {
    index.withdrawn("5");
    index.offered(title("2", "Dawn", "Ana Sousa", "Morning."));
    Await.until("it is gone", LIMIT, () -> ids("shawshank").isEmpty());
    Await.until("it is renamed", LIMIT, () -> ids("dawn").equals(List.of("2")));
    assertThat(ids("long")).isEmpty();
  }

  private List<String> ids(String words) {
    return index.find(words, 10).stream().map(SearchIndex.Hit::title).toList();
  }

  private static TitleUpserted title(String id, String name, String who, String synopsis) {
    return TitleUpserted.newBuilder()
        .setTitle(id)
        .setKind("film")
        .setName(name)
        .setCredits(List.of(new Credit(who, "director")))
        .setSynopsis(synopsis)
        .setExclusive(false)
        .build();
  }
}
