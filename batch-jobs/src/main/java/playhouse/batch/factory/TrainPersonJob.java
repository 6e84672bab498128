package playhouse.batch.factory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

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
import playhouse.batch.registry.ModelRegistry;
import playhouse.batch.registry.Registered;
import playhouse.models.factory.Code;
import playhouse.models.factory.Example;
import playhouse.models.factory.PersonCard;
import playhouse.models.factory.PersonModel;
import playhouse.models.factory.Question;
import playhouse.models.factory.Trained;
import playhouse.models.features.Life;
import playhouse.models.features.Moments;

/**
 * The jobs {@code train-churn} and such: learn a question's answer from the lake, examine it, store
 * it, and let it serve if the gate says so. A night learns once a week.
 *
 * @param asOf the moment as of which the lake is read; what is learnt of the past does not serve
 * @param asked true if somebody asked for it, so that a young model is no reason to wait
 * @param seed of every random number that is drawn
 */
public record TrainPersonJob(Question question, Optional<Instant> asOf, boolean asked, long seed)
    implements Job {
  /** Where none is asked for. */
  public static final long SEED = 20_261;

  private static final Duration ENOUGH = Duration.ofDays(7);

  /** One life in so many is looked at again for leaks, at most so many lives. */
  private static final int CHECKED = 200;

  TrainPersonJob(Question question) {
    this(question, Optional.empty(), false, SEED);
  }

  @Override
  public String name() {
    return "train-" + question.name();
  }

  @Override
  public String purpose() {
    return "Learns the model " + question.name() + ", judges it, stores it, lets it serve.";
  }

  @Override
  public List<String> needs() {
    return FactoryJobs.NEEDS;
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    ModelRegistry registry = new ModelRegistry(lake);
    Optional<Registered> champion = registry.champion(question.name());
    champion.ifPresent(registry::point);
    Pinned pinned = asOf.map(at -> Pinned.at(lake, at)).orElse(Pinned.now(lake, request.now()));
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

  private boolean young(ModelRegistry registry, Request request) {
    return registry.all(question.name()).stream()
        .anyMatch(model -> model.created().isAfter(request.now().minus(ENOUGH)));
  }

  private Outcome learn(
      Pinned pinned, ModelRegistry registry, Optional<Registered> champion, Request request) {
    Moments moments = moments(pinned);
    Dataset<Row> facts =
        PersonFacts.from(pinned::read)
            .orElseThrow(() -> new Moments.TooLittle("nothing is known of anybody yet"))
            .persist();
    try {
      List<Example> examples =
          Examples.collect(Examples.from(facts, question, Examples.all(moments)));
      Trained trained =
          Trained.of(
              question,
              examples,
              moments,
              sample(facts),
              asOf.isPresent()
                  ? Optional.empty()
                  : champion.map(Registered::bytes).map(PersonModel::decode),
              seed);
      return register(trained, moments, pinned, registry, request);
    } finally {
      facts.unpersist();
    }
  }

  private Moments moments(Pinned pinned) {
    Optional<Instant> end = pinned.end();
    if (end.isEmpty()) {
      throw new Moments.TooLittle("nobody has done anything yet");
    }
    return Moments.of(pinned.first().orElseThrow(), end.get(), question.horizon());
  }

  /** Whole lives of some people, the same ones each time. */
  private static Map<String, Life> sample(Dataset<Row> facts) {
    Dataset<Row> people =
        facts
            .select("person")
            .distinct()
            .orderBy(xxhash64(col("person")), col("person"))
            .limit(CHECKED);
    return Lives.of(facts.join(people, "person").collectAsList());
  }

  private Outcome register(
      Trained trained, Moments moments, Pinned pinned, ModelRegistry registry, Request request) {
    byte[] bytes = trained.model().encode();
    String sha256 = Code.sha256(bytes);
    PersonCard card =
        new PersonCard(
            question,
            sha256,
            pinned.asOf(),
            pinned.snapshots(),
            Code.version(),
            seed,
            moments,
            trained);
    Registered model = registered(card, registry, request);
    boolean serves = registry.register(model, bytes, trained.verdict(), asOf.isPresent(), request);
    return Outcome.of(pinned.snapshots(), 1, inWords(model, trained, serves));
  }

  private Registered registered(PersonCard card, ModelRegistry registry, Request request) {
    String version = card.sha256().substring(0, 12);
    Map<String, Double> metrics = new HashMap<>(card.trained().figures());
    metrics.put(Registered.GATE, card.trained().verdict().passed() ? 1.0 : 0.0);
    return new Registered(
        question.name(),
        version,
        request.now(),
        registry.location(question.name(), version),
        card.sha256(),
        seed,
        card.snapshots(),
        Map.of(
            "examples", Integer.toString(card.trained().examples()),
            "moments", Integer.toString(card.moments().training().size()),
            "holdout", card.moments().holdout().toString(),
            "features", Integer.toString(question.features().size())),
        metrics,
        Optional.of(new Registered.Provenance(card.asOf(), card.code(), card.markdown())));
  }

  private static String inWords(Registered model, Trained trained, boolean serves) {
    Map<String, Double> figures = trained.figures();
    return String.format(
        Locale.ROOT,
        "version %s (sha256 %s): %d examples, area %.4f, calibration error %.4f of %.0f people held"
            + " out; %s",
        model.version(),
        model.sha256(),
        trained.examples(),
        figures.getOrDefault("auc", 0.0),
        figures.getOrDefault("ece", 0.0),
        figures.getOrDefault("people", 0.0),
        serves ? "serves" : "does not serve: " + String.join("; ", trained.verdict().reasons()));
  }
}
