package playhouse.models.factory;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import playhouse.models.features.Feature;
import playhouse.models.features.Life;
import playhouse.models.features.PersonFeatures;

/** A yes or no about a person's next days, which a model answers as a probability. */
public interface Question extends Serializable {
  /** The model's name, such as churn. */
  String name();

  /** What a yes means and of whom it is asked, in a sentence. */
  String meaning();

  /** Whether it is asked of somebody at a moment; reads nothing later. */
  boolean asked(Life life, long atMicros);

  /** Whether the answer was yes; reads what came within the horizon, and is never a feature. */
  boolean came(Life life, long atMicros);

  /** How long the answer takes. */
  default Duration horizon() {
    return Duration.ofDays(30);
  }

  /** What it is told by. */
  default List<Feature> features() {
    return PersonFeatures.all();
  }
}
