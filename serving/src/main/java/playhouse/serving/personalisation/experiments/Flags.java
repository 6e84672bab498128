package playhouse.serving.personalisation.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import playhouse.models.experiment.Assignment;

/**
 * Which variant everybody gets, from memory: experiments as they were last read, and hashing. What
 * anybody gets depends on nothing else, so it is the same in every process and after a restart.
 */
public final class Flags {
  /** What may be known of a person who is asked about. */
  public static final List<String> ATTRIBUTES = Targets.ATTRIBUTES;

  /** Its holdout is in no experiment of any layer. */
  static final String EVERY_LAYER = "every-layer";

  /** So that nobody who makes values up fills the memory. */
  private static final int MOST_SLICES = 50;

  private static final int LONGEST_SLICE = 32;

  private final Exposures exposures;
  private volatile Map<String, Known> flags = Map.of();

  /** Why somebody gets a variant, in OpenFeature's words. */
  public enum Reason {
    /** It has not begun. */
    DISABLED,
    /** They are not in it. */
    DEFAULT,
    /** They are in it, by hashing. */
    SPLIT,
    /** It has ended: everybody gets this. */
    STATIC
  }

  /**
   * What somebody gets.
   *
   * @param variant by name
   * @param value what the flag says
   */
  public record Told(String key, String variant, JsonNode value, Reason reason) {}

  /** An experiment, with its hashing made ready. */
  private record Known(
      Experiment experiment,
      Assignment arms,
      int weights,
      Assignment layer,
      int layerHoldout,
      Optional<Assignment> everyLayer,
      int holdout,
      Set<String> slices) {}

  Flags(Exposures exposures) {
    this.exposures = exposures;
  }

  /** Knows those from now on. */
  void know(List<Experiment> experiments, List<ExperimentStore.Layer> layers) {
    Map<String, ExperimentStore.Layer> byName = new LinkedHashMap<>();
    layers.forEach(layer -> byName.put(layer.name(), layer));
    Optional<ExperimentStore.Layer> every = Optional.ofNullable(byName.get(EVERY_LAYER));
    Map<String, Known> fresh = new LinkedHashMap<>();
    for (Experiment experiment : experiments) {
      ExperimentStore.Layer layer = byName.get(experiment.design().layer());
      Known before = flags.get(experiment.key());
      if (layer != null) {
        fresh.put(
            experiment.key(),
            new Known(
                experiment,
                new Assignment(experiment.salt()),
                experiment.design().arms().stream().mapToInt(Design.Arm::weight).sum(),
                new Assignment(layer.salt()),
                layer.holdout(),
                every.map(one -> new Assignment(one.salt())),
                every.map(ExperimentStore.Layer::holdout).orElse(0),
                before == null ? ConcurrentHashMap.newKeySet() : before.slices()));
      }
    }
    flags = fresh;
  }

  /** Keys of all flags. */
  List<String> keys() {
    return List.copyOf(flags.keySet());
  }

  /**
   * What somebody gets, noting that they met it.
   *
   * @param attributes of {@link Targets#ATTRIBUTES}, those that are known of them
   * @return empty if there is no such flag
   */
  public Optional<Told> of(String key, UUID person, Map<String, String> attributes) {
    Known known = flags.get(key);
    if (known == null) {
      return Optional.empty();
    }
    Design design = known.experiment().design();
    return Optional.of(
        switch (known.experiment().state()) {
          case DRAFT -> told(design, design.control(), Reason.DISABLED);
          case STOPPED, CONCLUDED ->
              told(design, known.experiment().variant().orElse(design.control()), Reason.STATIC);
          case RUNNING -> running(known, person, attributes);
        });
  }

  private Told running(Known known, UUID person, Map<String, String> attributes) {
    Design design = known.experiment().design();
    if (!isIn(known, person) || !Targets.meant(design.targeting(), attributes)) {
      return told(design, design.control(), Reason.DEFAULT);
    }
    long place = (long) known.arms().place(person) * known.weights();
    long until = 0;
    for (Design.Arm arm : design.arms()) {
      until += (long) arm.weight() * Assignment.PLACES;
      if (place < until) {
        exposures.met(known.experiment(), arm.variant(), person, slices(known, design, attributes));
        return new Told(design.key(), arm.variant(), arm.value(), Reason.SPLIT);
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  /** Holdouts take the first places, so those who are held out stay it when more are. */
  private static boolean isIn(Known known, UUID person) {
    if (known.holdout() > 0
        && known.everyLayer().isPresent()
        && known.everyLayer().get().place(person) < known.holdout()) {
      return false;
    }
    int place = known.layer().place(person);
    Design design = known.experiment().design();
    return place >= Math.max(design.fromPlace(), known.layerHoldout())
        && place < design.untilPlace();
  }

  private static List<String> slices(Known known, Design design, Map<String, String> attributes) {
    if (design.slices().isEmpty()) {
      return List.of();
    }
    List<String> slices = new ArrayList<>();
    for (String name : design.slices()) {
      String value = attributes.getOrDefault(name, "");
      String slice = name + "=" + (isPlain(value) ? value : "other");
      boolean room = known.slices().contains(slice) || known.slices().size() < MOST_SLICES;
      slices.add(room ? slice : name + "=other");
      if (room) {
        known.slices().add(slice);
      }
    }
    return slices;
  }

  /** Letters, digits and what stands in versions and languages: no bar, which parts keys. */
  private static boolean isPlain(String value) {
    if (value.isEmpty() || value.length() > LONGEST_SLICE) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!(c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_'))) {
        return false;
      }
    }
    return true;
  }

  private static Told told(Design design, String variant, Reason reason) {
    JsonNode value =
        design.arms().stream()
            .filter(arm -> arm.variant().equals(variant))
            .findFirst()
            .orElse(design.arms().get(0))
            .value();
    return new Told(design.key(), variant, value, reason);
  }
}
