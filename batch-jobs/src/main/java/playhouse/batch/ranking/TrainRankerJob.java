package playhouse.batch.ranking;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.factory.Pinned;
import playhouse.batch.registry.ModelRegistry;
import playhouse.batch.registry.Registered;
import playhouse.models.factory.Code;
import playhouse.models.features.Moments;
import playhouse.models.ranking.Formula;
import playhouse.models.ranking.OutcomeModel;
import playhouse.models.ranking.TrainedRanker;

/**
 * The job {@code train-ranker}: learns from lists that were shown how likely each outcome is,
 * examines it on the latest, stores it, and lets it serve if the gate says so. A night learns once
 * a week. Nothing is drawn by chance, so that there is no seed.
 *
 * @param asOf the moment as of which the lake is read; what is learnt of the past does not serve
 * @param asked true if somebody asked for it, so that a young model is no reason to wait
 */
public record TrainRankerJob(Optional<Instant> asOf, boolean asked) implements Job {
  private static final Duration ENOUGH = Duration.ofDays(7);
  private static final List<String> TABLES =
      List.of(Showings.LISTS, Showings.PLAYS, Showings.INTERACTIONS);

  /** Learns if the last time is long ago. */
  public static Job ofTheNight() {
    return new TrainRankerJob(Optional.empty(), false);
  }

  @Override
  public String name() {
    return "train-" + OutcomeModel.NAME;
  }

  @Override
  public String purpose() {
    return "Learns what comes of showing titles from lists that were shown; lets it rank if better.";
  }

  @Override
  public List<String> needs() {
    return List.of("plays", "interactions");
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    ModelRegistry registry = new ModelRegistry(lake);
    Optional<Registered> champion = registry.champion(OutcomeModel.NAME);
    champion.ifPresent(registry::point);
    Pinned pinned =
        asOf.map(at -> Pinned.at(lake, at, TABLES))
            .orElseGet(() -> Pinned.now(lake, request.now(), TABLES));
    if (!asked && young(registry, request)) {
      return Outcome.of(pinned.snapshots(), 0, "learnt less than a week ago");
    }
    try {
      return learn(pinned, registry, champion, request);
    } catch (Moments.TooLittle e) {
      if (asked) {
        throw e;
      }
      return Outcome.of(pinned.snapshots(), 0, String.valueOf(e.getMessage()));
    }
  }

  private static boolean young(ModelRegistry registry, Request request) {
    return registry.all(OutcomeModel.NAME).stream()
        .anyMatch(model -> model.created().isAfter(request.now().minus(ENOUGH)));
  }

  private Outcome learn(
      Pinned pinned, ModelRegistry registry, Optional<Registered> champion, Request request) {
    Optional<Dataset<Row>> told = pinned.read(Showings.LISTS);
    Optional<Instant> end = pinned.end();
    if (told.isEmpty() || end.isEmpty()) {
      throw new Moments.TooLittle("nobody was shown anything yet");
    }
    Showings showings =
        Showings.of(
            told.get(), pinned.read(Showings.PLAYS), pinned.read(Showings.INTERACTIONS), end.get());
    OutcomeModel rival =
        champion
            .filter(model -> asOf.isEmpty())
            .map(model -> OutcomeModel.decode(model.version(), model.bytes()))
            .orElse(Formula.MODEL);
    TrainedRanker trained = TrainedRanker.of(showings.inputs(), showings.shown(), rival);
    byte[] bytes = trained.model().encode();
    Registered model =
        registered(trained, showings, rival.version(), bytes, pinned, registry, request);
    boolean serves = registry.register(model, bytes, trained.verdict(), asOf.isPresent(), request);
    return Outcome.of(pinned.snapshots(), 1, inWords(model, trained, serves));
  }

  private Registered registered(
      TrainedRanker trained,
      Showings showings,
      String rival,
      byte[] bytes,
      Pinned pinned,
      ModelRegistry registry,
      Request request) {
    String sha256 = Code.sha256(bytes);
    String version = sha256.substring(0, 12);
    String code = Code.version();
    RankerCard card = new RankerCard(trained, showings.inputs(), rival, sha256, code, pinned);
    Map<String, Double> metrics = new HashMap<>(trained.figures());
    metrics.put(Registered.GATE, trained.verdict().passed() ? 1.0 : 0.0);
    return new Registered(
        OutcomeModel.NAME,
        version,
        request.now(),
        registry.location(OutcomeModel.NAME, version),
        sha256,
        0,
        pinned.snapshots(),
        Map.of("examples", Integer.toString(trained.examples()), "champion", rival),
        metrics,
        Optional.of(new Registered.Provenance(pinned.asOf(), code, card.markdown())));
  }

  private static String inWords(Registered model, TrainedRanker trained, boolean serves) {
    Map<String, Double> figures = trained.figures();
    return String.format(
        Locale.ROOT,
        "version %s (sha256 %s): %d titles shown, log loss %.4f against %.4f of %.0f held out; %s",
        model.version(),
        model.sha256(),
        trained.examples(),
        figures.getOrDefault("log_loss", 0.0),
        figures.getOrDefault("champion_log_loss", 0.0),
        figures.getOrDefault("shown", 0.0),
        serves ? "serves" : "does not serve: " + String.join("; ", trained.verdict().reasons()));
  }
}
