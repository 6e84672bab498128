package playhouse.serving.personalisation.recommend;

import java.util.Optional;
import java.util.Set;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate.Because;
import playhouse.serving.personalisation.titles.Titles;

/** Says in words why a title is shown. */
final class Reasons {
  private static final Set<String> HEARD = Set.of("track", "podcast", "artist");

  private final Titles titles;

  Reasons(Titles titles) {
    this.titles = titles;
  }

  Reason of(Because because, Ask ask) {
    return switch (because.why()) {
      case NEW -> new Reason("new", "New in the catalogue", "新上架");
      case POPULAR -> new Reason("popular", "Popular right now", "大家都在看");
      case TRENDING -> new Reason("trending", "More people than usual choose it now", "正在热播");
      case FOUND -> new Reason("found", "It is what you searched for", "符合你的搜索");
      case CONTINUE -> new Reason("continue", "Go on where you stopped", "继续观看");
      case THERE -> new Reason("in_the_catalogue", "From our catalogue", "片库精选");
      case LEAVING -> leaving(because.name().orElse(""));
      case SIMILAR -> because.title().map(this::similar).orElseGet(Reasons::picked);
      case TEXT -> because.title().map(this::about).orElseGet(Reasons::picked);
      case EPISODE -> because.title().map(this::episode).orElseGet(Reasons::picked);
      case FOLLOWED -> followed(because);
      case NEXT -> because.title().map(title -> next(title, ask)).orElseGet(Reasons::picked);
    };
  }

  private static Reason leaving(String day) {
    return new Reason("leaving", "Here until " + day + " only", "即将下线，可看至 " + day);
  }

  private Reason similar(String title) {
    String name = titles.name(title);
    return new Reason(
        "similar", "People who like " + name + " like this too", "喜欢《" + name + "》的人也喜欢");
  }

  private Reason about(String title) {
    String name = titles.name(title);
    return new Reason("about_the_same", "Its story is close to " + name, "题材与《" + name + "》相近");
  }

  private Reason episode(String title) {
    String name = titles.name(title);
    return new Reason("next_episode", "The next episode after " + name, "《" + name + "》的下一集");
  }

  private Reason followed(Because because) {
    String who = because.name().orElse("");
    String name = because.title().map(titles::name).orElse("");
    return new Reason(
        "by_somebody_you_like",
        "By " + who + ", who made " + name + ", which you like",
        "你喜欢的《" + name + "》的主创 " + who + " 的作品");
  }

  private Reason next(String title, Ask ask) {
    String name = titles.name(title);
    if (ask.title().equals(Optional.of(title))) {
      return new Reason("taken_next", "Often chosen after " + name, "看完《" + name + "》的人常接着看");
    }
    boolean heard = titles.card(title).filter(card -> HEARD.contains(card.kind())).isPresent();
    return heard
        ? new Reason(
            "because_you_listened", "Because you listened to " + name, "因为你听过《" + name + "》")
        : new Reason("because_you_watched", "Because you watched " + name, "因为你看过《" + name + "》");
  }

  private static Reason picked() {
    return new Reason("picked", "Picked for you", "为你挑选");
  }
}
