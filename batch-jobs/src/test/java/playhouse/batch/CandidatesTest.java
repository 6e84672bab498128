package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Candidates;
import playhouse.contracts.facts.ScoredTitle;

class CandidatesTest {
  @TempDir Path models;
  private PeopleLake people;

  @BeforeEach
  void open() {
    people = PeopleLake.empty(models);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      events.add(PeopleLake.rating("fan" + i, "evergreen", "2026-10-20T12:00:00Z", 5));
      events.add(PeopleLake.rating("old" + i, "ml-1m:1", "2003-02-28T12:00:00Z", 5));
      events.add(PeopleLake.rating("old" + i, "ml-1m:2", "2003-02-28T12:00:01Z", 3));
    }
    for (int i = 0; i < 4; i++) {
      events.add(PeopleLake.rating("fan" + i, "rising", "2026-11-20T12:00:00Z", 5));
      events.add(PeopleLake.rating("fan" + i, "gone", "2026-11-20T13:00:00Z", 5));
    }
    events.add(title("evergreen", "2026-01-01T00:00:00Z", 1999));
    events.add(title("rising", "2026-11-15T00:00:00Z", 2020));
    events.add(title("unseen", "2026-11-15T00:00:00Z", 2026));
    events.add(title("gone", "2026-11-16T00:00:00Z", 2026));
    events.add(
        Event.of("title.withdrawn", "2026-11-20T14:00:00Z")
            .with("title", "gone")
            .with("reason", "rights"));
    people.add(events.toArray(Event[]::new));
    people.run("candidates");
  }

  @Test
  void lists_stand_for_the_catalogue_used_last_and_for_each_other_by_name() {
    assertThat(told("popular")).containsExactly("evergreen", "rising");
    assertThat(told("popular:ml-1m")).containsExactly("ml-1m:1", "ml-1m:2");
    assertThat(told("trending")).containsExactly("rising");
    assertThat(told("new")).containsExactly("unseen", "rising", "evergreen");
    assertThat(told("similar:evergreen")).containsExactly("rising");
    assertThat(told("similar:ml-1m:2")).containsExactly("ml-1m:1");
    assertThat(told("similar:gone")).isEmpty();
  }

  @Test
  void a_rerun_writes_nothing_and_a_list_that_is_empty_now_is_told_to_be_gone() {
    OptionalLong snapshot = people.lake().snapshot("mart.candidates");
    assertThat(people.run("candidates").detail()).isEqualTo("nothing new");
    assertThat(told("trending")).isNotEmpty();

    people.add(PeopleLake.rating("fan9", "unseen", "2026-12-20T12:00:00Z", 4));
    people.run("candidates");
    assertThat(told("trending")).isEmpty();
    assertThat(told("popular")).contains("unseen");
    assertThat(people.lake().snapshot("mart.candidates")).isNotEqualTo(snapshot);
  }

  private static List<String> told(String slice) {
    Map<String, byte[]> state = Published.state(Topics.CANDIDATES);
    return Optional.ofNullable(state.get(slice))
        .map(bytes -> Wire.decode(Candidates.class, bytes).getTitles())
        .orElse(List.of())
        .stream()
        .map(ScoredTitle::getTitle)
        .toList();
  }

  private static Event title(String title, String at, int year) {
    return Event.of("title.upserted", at)
        .with("title", title)
        .with("name", title)
        .with("kind", "film")
        .with("released_year", year);
  }
}
