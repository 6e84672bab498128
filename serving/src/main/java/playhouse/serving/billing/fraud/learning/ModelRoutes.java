package playhouse.serving.billing.fraud.learning;

import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** What was learnt, over HTTP. A model that is learnt scores when somebody says so. */
public final class ModelRoutes implements Routes {
  /** Most examples that one model is learnt from. */
  static final int MOST = 5_000;

  private final ServicesDatabase database;
  private final Clock clock;

  /** A model as callers see it. */
  public record View(
      long version,
      boolean active,
      double bias,
      Map<String, Double> weights,
      Map<String, Double> metrics,
      String who,
      Instant at) {
    private static View of(ModelStore.Kept kept) {
      Map<String, Double> weights = new TreeMap<>();
      kept.model().weights().forEach((feature, weight) -> weights.put(feature.text(), weight));
      return new View(
          kept.model().version(),
          kept.active(),
          kept.model().bias(),
          weights,
          kept.metrics(),
          kept.who(),
          kept.at());
    }
  }

  /** Those that were learnt, the newest first. */
  public record All(List<View> items) {}

  /** Which is to score. */
  public record Active(@Min(0) long version) {}

  /** Of that database. */
  public ModelRoutes(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S5.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/fraud/models", "The models that were learnt.")
            .may(Role.OPERATOR, Role.ANALYST)
            .gives(All.class)
            .read(
                request ->
                    Answer.ok(
                        new All(
                            database.read(ModelStore::newest).stream().map(View::of).toList()))),
        Endpoint.post("/v1/fraud/models", "Learns a model from what turned out to be so.")
            .may(Role.OPERATOR)
            .gives(View.class)
            .write(this::learn),
        Endpoint.put("/v1/fraud/models/active", "Has a model score; 0 is what is believed.")
            .may(Role.OPERATOR)
            .takes(Active.class, "{\"version\":0}")
            .gives(Active.class)
            .write(this::activate));
  }

  private Answer learn(Request request, Handle tx) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Training.Learnt learnt =
        Training.learn(LabelStore.examples(tx, now, MOST))
            .orElseThrow(
                () -> Refusal.conflict("too_little_known", "too few payments are known for sure"));
    return Answer.ok(View.of(ModelStore.add(tx, learnt, request.caller().subject(), now)));
  }

  private Answer activate(Request request, Handle tx) {
    Active wanted = request.body(Active.class);
    if (wanted.version() != 0 && !ModelStore.has(tx, wanted.version())) {
      throw Refusal.bad("version", "is not one that there is");
    }
    ModelStore.activate(tx, wanted.version());
    return Answer.ok(wanted);
  }
}
