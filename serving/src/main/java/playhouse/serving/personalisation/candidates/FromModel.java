package playhouse.serving.personalisation.candidates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.contracts.behaviour.Strength;
import playhouse.models.recommend.Ranked;
import playhouse.models.recommend.Recommender;
import playhouse.models.recommend.Taken;

/** What the active model recommends; asked for more where many of its titles were seen long ago. */
public final class FromModel implements CandidateSource {
  private final ActiveModel active;

  /** Asks whichever model is active at the time. */
  public FromModel(ActiveModel active) {
    this.active = active;
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    Optional<Recommender> model = active.recommender();
    if (model.isEmpty()) {
      return List.of();
    }
    List<Taken> history = history(ask, viewer);
    int former = viewer.former().size();
    List<Ranked> some =
        model.get().recommend(history, viewer.recent(), former == 0 ? wanted : 3 * wanted);
    if (some.stream().filter(ranked -> !viewer.saw(ranked.title())).count() < wanted
        && former > 0) {
      some = model.get().recommend(history, viewer.recent(), wanted + former);
    }
    return some.stream().map(FromModel::candidate).toList();
  }

  /**
   * What was waved away speaks for nothing. After a title, that title is the latest thing the
   * person took.
   */
  private static List<Taken> history(Ask ask, Viewer viewer) {
    List<Taken> history = new ArrayList<>();
    ask.title().ifPresent(title -> history.add(new Taken(title, justAfter(viewer), Strength.FULL)));
    for (Taken taken : viewer.history()) {
      boolean again = ask.title().equals(Optional.of(taken.title()));
      if (taken.strength() > Strength.DISMISSED && !again) {
        history.add(taken);
      }
    }
    return history;
  }

  private static Instant justAfter(Viewer viewer) {
    return viewer.isCold() ? Instant.EPOCH : viewer.history().get(0).occurred().plusMillis(1);
  }

  private static Candidate candidate(Ranked ranked) {
    Candidate.Why why =
        switch (ranked.source()) {
          case Ranked.NEXT -> Candidate.Why.NEXT;
          case Ranked.SIMILAR -> Candidate.Why.SIMILAR;
          default -> Candidate.Why.POPULAR;
        };
    return new Candidate(ranked.title(), ranked.score(), why, ranked.because());
  }
}
