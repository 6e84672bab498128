package playhouse.serving.personalisation.recommend;

import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import playhouse.models.ranking.OutcomeModel;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Availability;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.recommend.Budgets.Stage;
import playhouse.serving.personalisation.recommend.Exploration.Placed;
import playhouse.serving.personalisation.recommend.Ranker.Scored;
import playhouse.serving.personalisation.titles.TitleCard;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.personalisation.weights.Weights;
import playhouse.serving.platform.Meters;

/**
 * The pipeline: who asks ({@link Hydration}) → candidates of all sources ({@link Retrieval}) → what
 * may be shown ({@link Sieve}), filled up from the catalogue where that leaves too little → what
 * each is worth ({@link Ranker}) → order ({@link Arrangement}), asked once more what may be shown,
 * places ({@link Exploration}) → reasons. What fails or is late is left out, and the list says so.
 */
public final class Recommendations implements AutoCloseable {
  private static final int HOUR_MILLIS = 3_600_000;

  /** Where nothing else is left. */
  private static final String CATALOGUE = "catalogue";

  /** What was searched for; other sources only say what they think of that. */
  private static final String SEARCH = "search";

  private final Parts parts;
  private final Retrieval retrieval;
  private final List<String> sources;
  private final Ranker ranker;
  private final Reasons reasons;
  private final HomeRows rows;
  private final Map<Stage, Timer> timers = new EnumMap<>(Stage.class);
  private final Timer total;

  /**
   * What it is put together from.
   *
   * @param modelVersion of the model that is active; empty without one
   * @param weights that hold now
   * @param outcomes what says how likely outcomes are
   * @param sources of candidates, best first
   */
  public record Parts(
      Hydration hydration,
      Titles titles,
      Availability availability,
      Supplier<String> modelVersion,
      Supplier<Weights> weights,
      Supplier<OutcomeModel> outcomes,
      List<CandidateSource> sources,
      Budgets budgets,
      Clock clock,
      Meters meters) {
    /** Those. */
    public Parts {
      sources = List.copyOf(sources);
    }
  }

  /** Puts the pipeline together. */
  public Recommendations(Parts parts) {
    this.parts = parts;
    this.retrieval = new Retrieval(parts.sources());
    this.sources = new ArrayList<>(retrieval.names());
    this.sources.add(CATALOGUE);
    this.ranker = new Ranker(parts.clock(), parts.outcomes());
    this.reasons = new Reasons(parts.titles());
    this.rows = new HomeRows(parts.titles());
    for (Stage stage : Stage.values()) {
      timers.put(stage, timer(stage.text()));
    }
    total = timer("total");
  }

  /** Makes a list; it has fewer titles than asked for only if there are no more. */
  public ServedList serve(Ask ask) {
    return serve(ask, dice(ask));
  }

  /**
   * The same by those dice: with the same ones it is the same list as long as what it rests on is.
   *
   * @param dice for the places where something is tried out; nothing is without
   */
  ServedList serve(Ask ask, Optional<SplittableRandom> dice) {
    Course course = new Course(parts.budgets(), parts.meters(), timers);
    Viewer viewer =
        course.must(
            Stage.HYDRATE,
            () -> parts.hydration().viewer(ask),
            () -> parts.hydration().stranger(ask));
    Sieve sieve = new Sieve(parts.titles(), viewer, ask, parts.availability().toWatch(ask));
    Shortlist shortlist = shortlist(ask, viewer, sieve, course);
    Weights weights = parts.weights().get();
    Ranker.Ranking ranking = ranked(ask, shortlist, viewer, weights, course);
    List<Scored> ranked = ranking.scored();
    Chosen chosen =
        course.may(
            Stage.SELECT,
            () -> chosen(ask, ranked, shortlist, sieve, dice),
            () -> plainly(ask, ranked, shortlist, sieve));
    return told(ask, viewer, shortlist, chosen, ranking, weights, course);
  }

  @Override
  public void close() {
    retrieval.close();
  }

  private Shortlist shortlist(Ask ask, Viewer viewer, Sieve sieve, Course course) {
    int wanted = Math.min(Shortlist.MOST / 2, 2 * wanted(ask) + 60);
    List<Retrieval.Found> found =
        course.must(
            Stage.CANDIDATES,
            () -> retrieval.find(ask, viewer, wanted, parts.budgets().of(Stage.CANDIDATES), course),
            List::of);
    return course.must(
        Stage.FILTER,
        () -> {
          Shortlist shortlist = new Shortlist(sources);
          boolean searches = ask.surface() == Ask.Surface.SEARCH;
          for (Retrieval.Found one : found) {
            boolean begins = !searches || one.name().equals(SEARCH);
            shortlist.add(one, sieve, parts.titles(), begins);
          }
          fill(shortlist, sieve, ask);
          return shortlist;
        },
        () -> new Shortlist(sources));
  }

  /** What the filters left open is filled from the catalogue: whatever may be shown is better. */
  private void fill(Shortlist shortlist, Sieve sieve, Ask ask) {
    int missing = ask.limit() - shortlist.size();
    if (missing > 0 && ask.surface() != Ask.Surface.SEARCH) {
      for (TitleCard card : parts.titles().some(sieve::letsMore, missing)) {
        shortlist.add(card, sources.size() - 1);
      }
    }
  }

  private Ranker.Ranking ranked(
      Ask ask, Shortlist shortlist, Viewer viewer, Weights weights, Course course) {
    return course.may(
        Stage.SCORE,
        () -> ranker.rank(shortlist, viewer, weights, ask),
        () -> ranker.plain(shortlist));
  }

  /**
   * What is shown.
   *
   * @param rows of the first page, one after the other; empty where there are none
   */
  private record Chosen(List<Placed<Scored>> placed, List<ServedList.Row> rows) {}

  private Chosen chosen(
      Ask ask,
      List<Scored> ranked,
      Shortlist shortlist,
      Sieve sieve,
      Optional<SplittableRandom> dice) {
    if (ask.surface() == Ask.Surface.HOME_ROWS) {
      List<Scored> allowed = allowed(ranked, shortlist, sieve, ranked.size());
      return inRows(rows.of(allowed, shortlist, ask.limit()));
    }
    List<Scored> ordered =
        ask.surface() == Ask.Surface.SEARCH
            ? ranked
            : Arrangement.order(ranked, shortlist, ask.limit());
    List<Scored> allowed = allowed(ordered, shortlist, sieve, wanted(ask));
    return new Chosen(Exploration.place(allowed, ask.limit(), dice), List.of());
  }

  /** Without order and trying out, but not without asking what may be shown. */
  private static Chosen plainly(Ask ask, List<Scored> ranked, Shortlist shortlist, Sieve sieve) {
    List<Scored> allowed = allowed(ranked, shortlist, sieve, ask.limit());
    return new Chosen(Exploration.place(allowed, ask.limit(), Optional.empty()), List.of());
  }

  /** Those that may still be shown, as many as are wanted: the next one takes a gap's place. */
  private static List<Scored> allowed(
      List<Scored> ordered, Shortlist shortlist, Sieve sieve, int most) {
    List<Scored> allowed = new ArrayList<>(Math.min(most, ordered.size()));
    for (Scored one : ordered) {
      if (allowed.size() == most) {
        break;
      }
      if (sieve.mayBeShown(shortlist.title(one.row()))) {
        allowed.add(one);
      }
    }
    return allowed;
  }

  private static Chosen inRows(List<HomeRows.Row> rows) {
    List<Placed<Scored>> placed = new ArrayList<>();
    List<ServedList.Row> told = new ArrayList<>();
    for (HomeRows.Row row : rows) {
      int from = placed.size();
      row.titles().forEach(one -> placed.add(new Placed<>(one, 1)));
      told.add(
          new ServedList.Row(
              row.id(), row.english(), row.chinese(), row.source(), from, placed.size()));
    }
    return new Chosen(placed, told);
  }

  private ServedList told(
      Ask ask,
      Viewer viewer,
      Shortlist shortlist,
      Chosen chosen,
      Ranker.Ranking ranking,
      Weights weights,
      Course course) {
    List<ServedList.Item> items = new ArrayList<>(chosen.placed().size());
    int best = Integer.MAX_VALUE;
    for (Placed<Scored> placed : chosen.placed()) {
      int row = placed.what().row();
      int source = Ranker.foremost(shortlist, row);
      Candidate candidate = shortlist.candidate(row, source).orElseThrow();
      best = Math.min(best, source);
      items.add(
          new ServedList.Item(
              shortlist.title(row),
              placed.what().score(),
              placed.propensity(),
              shortlist.sourceName(source),
              reasons.of(candidate.because().get(), ask),
              ranking.inputs(row)));
    }
    String servedBy = items.isEmpty() ? "nothing" : shortlist.sourceName(best);
    parts
        .meters()
        .counter("playhouse_recommendations", "Lists by their best source", "by", servedBy)
        .increment();
    long nanos = course.nanos();
    total.record(nanos, TimeUnit.NANOSECONDS);
    return new ServedList(
        UUID.randomUUID(),
        ask,
        viewer,
        servedBy,
        parts.modelVersion().get(),
        ranking.by() + "/" + weights.version(),
        ranking.names(),
        items,
        chosen.rows(),
        course.degraded(),
        nanos / 1e6,
        parts.clock().instant());
  }

  private static int wanted(Ask ask) {
    return ask.surface() == Ask.Surface.HOME ? Exploration.wanted(ask.limit()) : ask.limit();
  }

  /** The same within an hour, so that a list changes only when what it rests on changes. */
  private Optional<SplittableRandom> dice(Ask ask) {
    if (ask.surface() != Ask.Surface.HOME) {
      return Optional.empty();
    }
    long hour = parts.clock().millis() / HOUR_MILLIS;
    return Optional.of(new SplittableRandom(Objects.hash(ask.person(), hour)));
  }

  private Timer timer(String stage) {
    return parts
        .meters()
        .timer("playhouse_recommendation", "Stages of a recommendation", "stage", stage);
  }
}
