package playhouse.serving.personalisation.recommend;

import java.util.Optional;
import java.util.Set;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.titles.Titles;

/** Says in words why a title is shown. */
final class Reasons {
  private static final Set<String> HEARD = Set.of("track", "podcast", "artist");

  private final Titles titles;

  Reasons(Titles titles) {
    this.titles = titles;
  }

  Reason of(Candidate candidate, Ask ask) {
    return switch (candidate.why()) {
      case NEW -> new Reason("new", "New in the catalogue", "新上架");
      case POPULAR -> new Reason("popular", "Popular right now", "大家都在看");
      case SIMILAR -> candidate.because().map(this::similar).orElseGet(Reasons::picked);
      case NEXT -> candidate.because().map(title -> next(title, ask)).orElseGet(Reasons::picked);
    };
  }

  private Reason similar(String title) {
    String name = titles.name(title);
    return new Reason(
        "similar", "People who like " + name + " like this too", "喜欢《" + name + "》的人也喜欢");
  }

  private Reason next(String title, Ask ask) {
    String name = titles.name(title);
    if (ask.title().equals(Optional.of(title))) {
      return new Reason("taken_next", "Often chosen after " + name, "看完《" + name + "》的人常接着看");
    }
    boolean heard =
        titles.find(title).map(TitleUpserted::getKind).filter(HEARD::contains).isPresent();
    return heard
        ? new Reason(
            "because_you_listened", "Because you listened to " + name, "因为你听过《" + name + "》")
        : new Reason("because_you_watched", "Because you watched " + name, "因为你看过《" + name + "》");
  }

  private static Reason picked() {
    return new Reason("picked", "Picked for you", "为你挑选");
  }
}
