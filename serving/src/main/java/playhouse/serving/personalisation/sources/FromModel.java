package playhouse.serving.personalisation.sources;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.contracts.behaviour.Strength;
import playhouse.models.recommend.Picks;
import playhouse.models.recommend.Ranked;
import playhouse.models.recommend.Recommender;
import playhouse.models.recommend.Taken;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.models.ActiveModel;

/** What the active model recommends; asked for more where many of its titles were seen long ago. */
public final class FromModel implements CandidateSource {
  private final ActiveModel<Recommender> active;

  /** Asks whichever model is active at the time. */
  public FromModel(ActiveModel<Recommender> active) {
    this.active = active;
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    Optional<Recommender> model = active.model();
    if (model.isEmpty()) {
      return List.of();
    }
    if (ask.surface() == Ask.Surface.SIMILAR) {
      return model.get().similar(ask.title().orElse(""), wanted).stream()
          .map(ranked -> new Candidate(ranked.title(), ranked.score(), () -> because(ranked)))
          .toList();
    }
    List<Taken> history = history(ask, viewer);
    Picks some = model.get().pick(history, viewer.recent(), wanted);
    int former = viewer.former().size();
    if (former > 0 && unseen(some, viewer) < wanted / 2) {
      some = model.get().pick(history, viewer.recent(), wanted + former);
    }
    return candidates(some);
  }

  private static int unseen(Picks picks, Viewer viewer) {
    int unseen = 0;
    for (int i = 0; i < picks.size(); i++) {
      unseen += viewer.saw(picks.title(i)) ? 0 : 1;
    }
    return unseen;
  }

  private static List<Candidate> candidates(Picks picks) {
    List<Candidate> candidates = new ArrayList<>(picks.size());
    for (int i = 0; i < picks.size(); i++) {
      int place = i;
      candidates.add(
          new Candidate(picks.title(i), picks.score(i), () -> because(picks.explained(place))));
    }
    return candidates;
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

  private static Candidate.Because because(Ranked ranked) {
    Candidate.Why why =
        switch (ranked.source()) {
          case Ranked.NEXT -> Candidate.Why.NEXT;
          case Ranked.SIMILAR -> Candidate.Why.SIMILAR;
          default -> Candidate.Why.POPULAR;
        };
    return new Candidate.Because(why, ranked.because(), Optional.empty());
  }
}
