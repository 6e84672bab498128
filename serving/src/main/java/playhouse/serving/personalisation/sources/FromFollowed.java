package playhouse.serving.personalisation.sources;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.titles.TitleCard;
import playhouse.serving.personalisation.titles.Titles;

/** Other titles of those who made what the person likes or keeps. */
public final class FromFollowed implements CandidateSource {
  private static final int LIKED = 10;
  private static final int PEOPLE = 3;
  private static final int EACH = 20;
  private static final double FADING = 0.9;

  private final Titles titles;

  /** Of these titles. */
  public FromFollowed(Titles titles) {
    this.titles = titles;
  }

  @Override
  public String name() {
    return "followed";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    if (ask.title().isPresent()) {
      return List.of();
    }
    Map<String, Candidate> found = new LinkedHashMap<>();
    double score = 1;
    for (String liked : viewer.liked().stream().limit(LIKED).toList()) {
      Optional<TitleCard> card = titles.card(liked);
      for (String person :
          card.map(TitleCard::people).orElse(List.of()).stream().limit(PEOPLE).toList()) {
        for (String title : titles.by(person, EACH)) {
          if (!title.equals(liked)) {
            found.putIfAbsent(title, candidate(title, score, liked, person));
          }
        }
        score *= FADING;
      }
    }
    return found.values().stream().limit(wanted).toList();
  }

  private static Candidate candidate(String title, double score, String liked, String person) {
    Candidate.Because because =
        new Candidate.Because(Candidate.Why.FOLLOWED, Optional.of(liked), Optional.of(person));
    return new Candidate(title, score, () -> because);
  }
}
