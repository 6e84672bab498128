package playhouse.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecommenderModelTest {
  private static final String[][] SHELVES = {
    People.shelf("crime-", 8), People.shelf("space-", 8), People.shelf("ml-1m:", 8)
  };
  private final RecommenderModel model =
      Trainer.train(People.histories(People.readers(7, 600, SHELVES)), Parameters.defaults());

  @Test
  void whoFollowsASeriesIsShownItsNextPartAndToldWhy() {
    Ranked first =
        model
            .recommend(
                People.took("crime-a", "crime-b", "crime-c"),
                Set.of("crime-a", "crime-b", "crime-c"),
                3)
            .get(0);
    assertThat(first.title()).isEqualTo("crime-d");
    assertThat(first.because()).contains("crime-c");
    assertThat(first.source()).isEqualTo(Ranked.NEXT);
  }

  @Test
  void whatWasDislikedIsNeverTheReason() {
    List<Taken> history = new ArrayList<>(People.took("crime-a", "crime-b"));
    history.add(new Taken("crime-c", People.START.plusSeconds(600), 0.2f));
    List<Ranked> shown = model.recommend(history, Set.of("crime-a", "crime-b", "crime-c"), 5);
    assertThat(shown.get(0).title()).isEqualTo("crime-d");
    assertThat(shown.get(0).because()).contains("crime-b");
    List<Taken> disliked = List.of(new Taken("crime-c", People.START, 0.2f));
    assertThat(model.recommend(disliked, Set.of("crime-c"), 50))
        .isNotEmpty()
        .allMatch(ranked -> ranked.because().isEmpty());
  }

  @Test
  void theOrderInWhichAHistoryIsGivenDoesNotMatter() {
    List<Taken> history = People.took("space-a", "space-b", "crime-a");
    List<Taken> reversed = new ArrayList<>(history);
    Collections.reverse(reversed);
    assertThat(model.recommend(reversed, Set.of(), 9))
        .isEqualTo(model.recommend(history, Set.of(), 9));
  }

  @Test
  void excludedTitlesNeverComeAndNoTitleComesTwice() {
    List<Taken> history = People.took("space-a", "space-b");
    Set<String> exclude = Set.of("space-c", "space-d", "space-a", "unknown");
    List<String> titles =
        model.recommend(history, exclude, 50).stream().map(Ranked::title).toList();
    assertThat(titles).isNotEmpty().doesNotHaveDuplicates().doesNotContainAnyElementsOf(exclude);
  }

  @Test
  void aTitleThatWasTakenMayComeAgainUnlessItIsExcluded() {
    List<Taken> history = People.took("space-b", "space-a");
    assertThat(model.recommend(history, Set.of(), 50))
        .extracting(Ranked::title)
        .contains("space-b");
  }

  @Test
  void titlesOfAnotherCatalogueNeverCome() {
    assertThat(model.recommend(People.took("ml-1m:a"), Set.of(), 50))
        .extracting(Ranked::title)
        .hasSize(8)
        .allMatch(title -> title.startsWith("ml-1m:"));
    assertThat(model.recommend(People.took("crime-a"), Set.of(), 50))
        .extracting(Ranked::title)
        .noneMatch(title -> title.startsWith("ml-1m:"));
  }

  @Test
  void somebodyUnknownIsShownWhatIsPopularInTheCatalogueUsedLast() {
    List<List<Taken>> people = People.readers(7, 90, SHELVES);
    people.add(List.of(new Taken("space-c", People.START.plusSeconds(999_999), 1)));
    RecommenderModel model = Trainer.train(People.histories(people), Parameters.defaults());
    List<Ranked> shown = model.recommend(People.took("never heard of"), Set.of(), 40);
    assertThat(shown).hasSize(16).allMatch(ranked -> ranked.source().equals(Ranked.POPULAR));
    assertThat(shown).allMatch(ranked -> ranked.because().isEmpty());
  }

  @Test
  void titlesThatTheLinearModelDoesNotKnowComeByLikeness() {
    RecommenderModel small =
        Trainer.train(
            People.histories(People.readers(7, 600, SHELVES)),
            Parameters.defaults().withDenseTitles(3));
    List<Ranked> shown =
        small.recommend(People.took("crime-b", "crime-c"), Set.of("crime-b", "crime-c"), 5);
    assertThat(shown).extracting(Ranked::title).allMatch(title -> title.startsWith("crime-"));
    assertThat(shown).extracting(Ranked::source).contains(Ranked.SIMILAR);
  }

  @Test
  void similarTitlesAreThoseThatTheSamePeopleTook() {
    assertThat(model.similar("space-d", 7))
        .hasSize(7)
        .allMatch(ranked -> ranked.title().startsWith("space-"))
        .noneMatch(ranked -> ranked.title().equals("space-d"));
    assertThat(model.similar("never heard of", 7)).isEmpty();
  }

  @Test
  void aModelOfNothingRecommendsNothing() {
    RecommenderModel empty = Trainer.train(new Histories.Builder().build(), Parameters.defaults());
    assertThat(empty.recommend(People.took("a"), Set.of(), 5)).isEmpty();
    assertThat(empty.recommend(List.of(), Set.of(), 0)).isEmpty();
    assertThat(empty.similar("a", 5)).isEmpty();
  }

  @Test
  void aPersonWithOneTitleIsLearntFromToo() {
    RecommenderModel tiny =
        Trainer.train(
            People.histories(List.of(People.took("a"), People.took("b", "a"))),
            Parameters.defaults());
    assertThat(tiny.recommend(List.of(), Set.of(), 5))
        .extracting(Ranked::title)
        .containsExactly("a", "b");
  }
}
