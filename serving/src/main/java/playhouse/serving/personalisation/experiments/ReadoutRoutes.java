package playhouse.serving.personalisation.experiments;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.models.experiment.Effect;
import playhouse.models.experiment.Power;
import playhouse.serving.personalisation.experiments.readout.Readout;
import playhouse.serving.personalisation.experiments.readout.Statistics;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** What experiments show, and how many people they need, over HTTP. */
final class ReadoutRoutes implements Routes {
  private final ServicesDatabase database;
  private final Statistics statistics;

  /**
   * What is to be found.
   *
   * @param mean of the outcome now; of a share it tells the variance as well
   * @param deviation of the outcome between people; for a share it may be left out
   * @param lift the smallest that is to be found, as a share of the mean
   */
  record Asked(
      @NotNull BigDecimal mean,
      @Nullable BigDecimal deviation,
      @NotNull @DecimalMin("0.0001") BigDecimal lift,
      @NotNull @DecimalMin("0.0001") @DecimalMax("0.2") BigDecimal alpha,
      @NotNull @DecimalMin("0.5") @DecimalMax("0.99") BigDecimal power) {}

  /**
   * A line of a readout; an end that is missing is not known yet.
   *
   * @param p always valid
   */
  record Line(
      String metric,
      String kpi,
      String slice,
      String variant,
      String method,
      long people,
      double control,
      double treatment,
      double difference,
      Optional<Double> low,
      Optional<Double> high,
      double lift,
      double p,
      boolean conclusive) {
    private static Line of(Readout.Line line) {
      Effect effect = line.effect();
      return new Line(
          line.metric(),
          line.kpi(),
          line.slice(),
          line.variant(),
          line.method(),
          effect.n(),
          effect.control(),
          effect.treatment(),
          effect.difference(),
          Optional.of(effect.low()).filter(Double::isFinite),
          Optional.of(effect.high()).filter(Double::isFinite),
          effect.lift(),
          effect.p(),
          effect.conclusive());
    }
  }

  /**
   * What an experiment shows.
   *
   * @param sampleRatioP the chance that people come so unevenly; below 0.001 nothing is to be
   *     believed
   */
  record View(
      String experiment,
      String state,
      Map<String, Long> exposed,
      Map<String, Long> closed,
      long crossed,
      Optional<Double> sampleRatioP,
      boolean sampleRatioAlarm,
      List<Line> effects) {}

  ReadoutRoutes(ServicesDatabase database, Statistics statistics) {
    this.database = database;
    this.statistics = statistics;
  }

  @Override
  public String system() {
    return Experiments.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/experiments/{key}/readout", "What an experiment shows so far.")
            .may(Role.OPERATOR, Role.ANALYST)
            .query("slice", "Only that, such as all or platform=tv.")
            .gives(View.class)
            .read(this::readout),
        Endpoint.post("/v1/sample-sizes", "How many people an experiment needs.")
            .may(Role.OPERATOR, Role.ANALYST)
            .takes(Asked.class, "{\"mean\":0.2,\"lift\":0.05,\"alpha\":0.05,\"power\":0.8}")
            .gives(Power.class)
            .read(ReadoutRoutes::size));
  }

  private Answer readout(Request request) {
    Experiment one =
        database
            .read(handle -> ExperimentStore.find(handle, request.path("key")))
            .orElseThrow(Experiments::missing);
    Map<String, Map<String, ExperimentStatistics>> all = statistics.of(one.key());
    Readout readout = Readout.of(one.design().plan(), all);
    Optional<String> slice = request.query("slice");
    return Answer.ok(
        new View(
            one.key(),
            one.state().text(),
            readout.exposed(),
            readout.closed(),
            readout.crossed(),
            readout.shares().map(shares -> shares.p()),
            one.srm().isPresent() || readout.shares().filter(shares -> shares.alarm()).isPresent(),
            readout.effects().stream()
                .filter(line -> slice.isEmpty() || slice.get().equals(line.slice()))
                .map(Line::of)
                .toList()));
  }

  private static Answer size(Request request) {
    Asked asked = request.body(Asked.class);
    double mean = asked.mean().doubleValue();
    BigDecimal deviation = asked.deviation();
    double variance = deviation == null ? mean * (1 - mean) : Math.pow(deviation.doubleValue(), 2);
    if (!(variance > 0) || mean == 0 || !Double.isFinite(variance)) {
      throw Refusal.bad("deviation", "must be given and above 0, unless the mean is a share");
    }
    double difference = mean * asked.lift().doubleValue();
    return Answer.ok(
        Power.of(variance, difference, asked.alpha().doubleValue(), asked.power().doubleValue()));
  }
}
