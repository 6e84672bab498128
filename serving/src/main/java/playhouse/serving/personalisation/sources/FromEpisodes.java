package playhouse.serving.personalisation.sources;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import playhouse.models.recommend.Taken;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.titles.TitleCard;
import playhouse.serving.personalisation.titles.Titles;

/** The next episode that the person has not seen of each series that they watch. */
public final class FromEpisodes implements CandidateSource {
  private static final int TITLES = 30;

  private final Titles titles;

  /** Of these titles. */
  public FromEpisodes(Titles titles) {
    this.titles = titles;
  }

  @Override
  public String name() {
    return "episode";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    if (ask.surface() == Ask.Surface.SIMILAR) {
      return List.of();
    }
    List<String> latest = new ArrayList<>(ask.title().stream().toList());
    if (latest.isEmpty()) {
      viewer.history().stream()
          .filter(Taken::isWelcome)
          .limit(TITLES)
          .map(Taken::title)
          .forEach(latest::add);
    }
    Set<String> series = new HashSet<>();
    List<Candidate> found = new ArrayList<>();
    for (String title : latest) {
      titles
          .card(title)
          .filter(card -> card.kind().equals("episode") && series.add(card.series()))
          .flatMap(card -> unseenAfter(card, viewer))
          .ifPresent(
              next -> found.add(Candidate.of(next.title(), 1, Candidate.Why.EPISODE, title)));
    }
    return found;
  }

  private Optional<TitleCard> unseenAfter(TitleCard episode, Viewer viewer) {
    Optional<TitleCard> next = titles.after(episode);
    while (next.isPresent() && viewer.saw(next.get().title())) {
      next = titles.after(next.get());
    }
    return next;
  }
}
