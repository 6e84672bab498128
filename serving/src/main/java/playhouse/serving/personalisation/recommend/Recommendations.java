package playhouse.serving.personalisation.recommend;

import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import playhouse.serving.personalisation.candidates.ActiveModel;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.people.LiveStore;
import playhouse.serving.personalisation.recommend.Arrangement.Placed;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.platform.Meters;

/**
 * The pipeline: who asks → candidates from the highest rung that has some → filters → order →
 * reasons; lower rungs fill up what the filters left open.
 */
public final class Recommendations {
  private final Hydration hydration;
  private final List<CandidateSource> ladder;
  private final ActiveModel model;
  private final Titles titles;
  private final Arrangement arrangement;
  private final Reasons reasons;
  private final Clock clock;
  private final Meters meters;
  private final Map<String, Timer> stages = new HashMap<>();

  /**
   * Puts the pipeline together.
   *
   * @param ladder sources of candidates, best first
   */
  public Recommendations(
      LiveStore live,
      Titles titles,
      ActiveModel model,
      List<CandidateSource> ladder,
      Clock clock,
      Meters meters) {
    this.hydration = new Hydration(live);
    this.ladder = List.copyOf(ladder);
    this.model = model;
    this.titles = titles;
    this.arrangement = new Arrangement(titles);
    this.reasons = new Reasons(titles);
    this.clock = clock;
    this.meters = meters;
    for (String stage : List.of("hydrate", "candidates", "arrange", "total")) {
      stages.put(
          stage,
          meters.timer("playhouse_recommendation", "Stages of a recommendation", "stage", stage));
    }
  }

  /** Makes a list; it has fewer titles than asked for only if there are no more. */
  public ServedList serve(Ask ask) {
    long started = System.nanoTime();
    Viewer viewer = timed("hydrate", () -> hydration.viewer(ask));
    List<Found> found = timed("candidates", () -> candidates(ask, viewer));
    List<ServedList.Item> items = timed("arrange", () -> items(ask, found));
    String servedBy = found.isEmpty() ? "nothing" : found.get(0).source();
    meters
        .counter("playhouse_recommendations", "Lists by the rung that served them", "by", servedBy)
        .increment();
    long nanos = System.nanoTime() - started;
    timer("total").record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
    return new ServedList(
        UUID.randomUUID(), ask, viewer, servedBy, model.version(), items, nanos / 1e6);
  }

  private List<Found> candidates(Ask ask, Viewer viewer) {
    Sieve sieve = new Sieve(titles, viewer);
    List<Found> found = new ArrayList<>();
    for (CandidateSource source : ladder) {
      if (found.size() >= ask.limit()) {
        break;
      }
      for (Candidate candidate : source.find(ask, viewer, ask.limit() + Arrangement.SPARE)) {
        if (sieve.lets(candidate)) {
          found.add(new Found(candidate, source.name()));
        }
      }
    }
    return found;
  }

  private List<ServedList.Item> items(Ask ask, List<Found> found) {
    Map<Candidate, String> sources = new HashMap<>();
    found.forEach(one -> sources.put(one.candidate(), one.source()));
    List<Candidate> ranked = found.stream().map(Found::candidate).toList();
    return arrangement.arrange(ranked, ask.limit(), dice(ask)).stream()
        .map(placed -> item(placed, sources.getOrDefault(placed.candidate(), ""), found, ask))
        .toList();
  }

  private ServedList.Item item(Placed placed, String source, List<Found> found, Ask ask) {
    Candidate candidate = placed.candidate();
    boolean fills = !source.equals(found.get(0).source());
    return new ServedList.Item(
        candidate.title(),
        fills ? 0 : candidate.score(),
        placed.propensity(),
        source,
        reasons.of(candidate, ask));
  }

  /** The same within an hour, so that a list changes only when what it rests on changes. */
  private Optional<SplittableRandom> dice(Ask ask) {
    if (ask.surface() != Ask.Surface.HOME) {
      return Optional.empty();
    }
    long hour = clock.millis() / 3_600_000;
    return Optional.of(new SplittableRandom(ask.person().hashCode() * 31L + hour));
  }

  private <T> T timed(String stage, Supplier<T> work) {
    return timer(stage).record(work);
  }

  private Timer timer(String stage) {
    Timer timer = stages.get(stage);
    if (timer == null) {
      throw new IllegalArgumentException(stage);
    }
    return timer;
  }

  private record Found(Candidate candidate, String source) {}
}
