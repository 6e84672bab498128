package playhouse.serving.personalisation.experiments;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Experiments over HTTP: designed, begun, ended. */
final class ExperimentRoutes implements Routes {
  private static final String AT = "/v1/experiments";
  private static final String EXAMPLE =
      """
      {"key":"home-order","hypothesis":"Newest first makes people watch longer.","layer":"home",
       "fromPlace":0,"untilPlace":10000,
       "arms":[{"variant":"control","weight":1,"value":"popular"},
               {"variant":"newest","weight":1,"value":"newest"}],
       "targeting":"platform == 'tv'","slices":["platform"],"metric":"time_spent",
       "guardrails":[{"metric":"error_rate","tolerance":0.05}],"windowHours":168,"alpha":0.05,
       "minimumPeople":1000,"automatic":true}
      """;

  private final ServicesDatabase database;
  private final Experiments experiments;
  private final Clock clock;

  /** As callers see it: without its salt, for who knew it could choose their variants. */
  record View(
      Design design,
      String state,
      String who,
      Instant created,
      Optional<Instant> started,
      Optional<Instant> ended,
      Optional<String> variant,
      Optional<String> reason,
      Optional<Instant> srm) {
    private static View of(Experiment one) {
      return new View(
          one.design(),
          one.state().text(),
          one.who(),
          one.created(),
          one.started(),
          one.ended(),
          one.variant(),
          one.reason(),
          one.srm());
    }
  }

  /** The newest first. */
  record All(List<View> items) {}

  /** How it is to end. */
  record Said(
      @NotNull @Pattern(regexp = "stopped|concluded") String state, @NotNull String variant) {}

  ExperimentRoutes(ServicesDatabase database, Experiments experiments, Clock clock) {
    this.database = database;
    this.experiments = experiments;
    this.clock = clock;
  }

  @Override
  public String system() {
    return Experiments.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(AT, "Designs an experiment.")
            .may(Role.OPERATOR, Role.ANALYST)
            .takes(Design.class, EXAMPLE)
            .gives(201, View.class)
            .write(this::design),
        Endpoint.get(AT, "Experiments, the newest first.")
            .may(Role.OPERATOR, Role.ANALYST)
            .gives(All.class)
            .read(
                request ->
                    Answer.ok(
                        new All(
                            database.read(ExperimentStore::all).stream().map(View::of).toList()))),
        Endpoint.get(AT + "/{key}", "An experiment.")
            .may(Role.OPERATOR, Role.ANALYST)
            .gives(View.class)
            .read(
                request ->
                    Answer.ok(
                        View.of(
                            database
                                .read(handle -> ExperimentStore.find(handle, request.path("key")))
                                .orElseThrow(Experiments::missing)))),
        Endpoint.put(AT + "/{key}", "Designs it anew, before it begins.")
            .may(Role.OPERATOR, Role.ANALYST)
            .takes(Design.class, EXAMPLE)
            .gives(View.class)
            .write(this::redesign),
        Endpoint.post(AT + "/{key}/start", "Begins it: nothing of it is changed from now on.")
            .may(Role.OPERATOR)
            .gives(View.class)
            .write(this::start),
        Endpoint.post(AT + "/{key}/end", "Ends it: everybody gets that variant from now on.")
            .may(Role.OPERATOR)
            .takes(Said.class, "{\"state\":\"stopped\",\"variant\":\"control\"}")
            .gives(View.class)
            .write(this::end));
  }

  private Answer design(Request request, Handle tx) {
    Design design = checked(request.body(Design.class), tx);
    Experiment experiment =
        new Experiment(
            design,
            experiments.salt(),
            Experiment.State.DRAFT,
            request.caller().subject(),
            now(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    if (!ExperimentStore.add(tx, experiment)) {
      Experiment there = Experiments.lock(tx, design.key());
      if (!Experiments.same(there.design(), design)) {
        throw Refusal.conflict("experiment_taken", "there is another experiment of that key");
      }
      return Answer.ok(View.of(there));
    }
    return Answer.created(AT + "/" + design.key(), View.of(experiment)).then(experiments::look);
  }

  private Answer redesign(Request request, Handle tx) {
    Experiment there = Experiments.lock(tx, request.path("key"));
    Design design = checked(request.body(Design.class), tx);
    if (!design.key().equals(there.key())) {
      throw Refusal.bad("key", "must be that of the path");
    }
    if (there.state() != Experiment.State.DRAFT) {
      throw begun(there);
    }
    ExperimentStore.redesign(tx, design);
    return Answer.ok(View.of(Experiments.lock(tx, design.key()))).then(experiments::look);
  }

  private Answer start(Request request, Handle tx) {
    Experiment one = Experiments.lock(tx, request.path("key"));
    if (one.state() == Experiment.State.RUNNING) {
      return Answer.ok(View.of(one));
    }
    if (one.state() != Experiment.State.DRAFT) {
      throw begun(one);
    }
    checked(one.design(), tx);
    List<String> inTheWay = ExperimentStore.inTheWay(tx, one.design());
    if (!inTheWay.isEmpty()) {
      throw Refusal.conflict(
          "places_taken", "places of its layer are those of " + String.join(", ", inTheWay));
    }
    Instant now = now();
    ExperimentStore.start(tx, one.key(), now);
    ExperimentFacts.started(tx, one.design(), now);
    return Answer.ok(View.of(Experiments.lock(tx, one.key()))).then(experiments::look);
  }

  private Answer end(Request request, Handle tx) {
    Said said = request.body(Said.class);
    Experiment one = Experiments.lock(tx, request.path("key"));
    if (one.design().arms().stream().noneMatch(arm -> arm.variant().equals(said.variant()))) {
      throw Refusal.bad("variant", "must be one of the experiment's");
    }
    if (one.state() == Experiment.State.DRAFT) {
      throw Refusal.conflict("experiment_not_begun", "the experiment has not begun");
    }
    if (one.state() == Experiment.State.RUNNING) {
      Experiment.State state =
          said.state().equals("stopped") ? Experiment.State.STOPPED : Experiment.State.CONCLUDED;
      Experiments.end(tx, one, Ending.byPeople(state, said.variant(), one.design()), now());
    } else if (!one.variant().equals(Optional.of(said.variant()))) {
      throw begun(one);
    }
    return Answer.ok(View.of(Experiments.lock(tx, one.key()))).then(experiments::look);
  }

  /** With its layer, locked so that nobody else begins in it meanwhile. */
  private static Design checked(Design design, Handle tx) {
    design.check();
    if (design.layer().equals(Flags.EVERY_LAYER)
        || !ExperimentStore.lockLayer(tx, design.layer())) {
      throw Refusal.conflict("no_layer", "make the layer " + design.layer() + " first");
    }
    return design;
  }

  private static Refusal begun(Experiment one) {
    return Refusal.conflict(
        "experiment_begun",
        "the experiment is " + one.state().text() + ": design another under another key");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
