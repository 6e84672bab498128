package playhouse.serving.personalisation.experiments;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Layers of experiments over HTTP. */
final class LayerRoutes implements Routes {
  private final ServicesDatabase database;
  private final Experiments experiments;
  private final Clock clock;

  /** A layer that is wanted; that of the name every-layer holds people out of all of them. */
  record Wanted(
      @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String name,
      @Min(0) @Max(9_999) int holdoutPlaces) {}

  /** A layer, without its salt: who knew it could choose their variants. */
  record View(String name, int holdoutPlaces, String who, Instant at) {
    private static View of(ExperimentStore.Layer layer) {
      return new View(layer.name(), layer.holdout(), layer.who(), layer.at());
    }
  }

  /** All of them. */
  record All(List<View> items) {}

  LayerRoutes(ServicesDatabase database, Experiments experiments, Clock clock) {
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
        Endpoint.post("/v1/layers", "Makes a layer: its experiments have no person in common.")
            .may(Role.OPERATOR)
            .takes(Wanted.class, "{\"name\":\"home\",\"holdoutPlaces\":500}")
            .gives(201, View.class)
            .write(this::add),
        Endpoint.get("/v1/layers", "Layers of experiments.")
            .may(Role.OPERATOR, Role.ANALYST)
            .gives(All.class)
            .read(request -> Answer.ok(all())));
  }

  private All all() {
    return new All(database.read(ExperimentStore::layers).stream().map(View::of).toList());
  }

  /** A holdout that changed later would put people in who had been told they were out. */
  private Answer add(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    ExperimentStore.Layer layer =
        new ExperimentStore.Layer(
            wanted.name(),
            experiments.salt(),
            wanted.holdoutPlaces(),
            request.caller().subject(),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    if (!ExperimentStore.add(tx, layer)) {
      ExperimentStore.Layer there =
          ExperimentStore.layers(tx).stream()
              .filter(one -> one.name().equals(wanted.name()))
              .findFirst()
              .orElseThrow(() -> Refusal.unavailable("there are too many layers"));
      if (there.holdout() != wanted.holdoutPlaces()) {
        throw Refusal.conflict("layer_taken", "there is a layer of that name with another holdout");
      }
      return Answer.ok(View.of(there));
    }
    return Answer.created("/v1/layers", View.of(layer)).then(experiments::look);
  }
}
