package playhouse.serving.acquisition.valuation;

import java.util.Optional;
import playhouse.models.valuation.ValuationModel;
import playhouse.serving.platform.Refusal;

/** What the lake's night left of values: implemented where the lake is read. */
public interface NightlyValuations {
  /** A model with its version. */
  record Versioned(String version, ValuationModel model) {}

  /**
   * The newest value of a title; empty if it has none.
   *
   * @throws Refusal 503 if the lake cannot be read now, or no night has valued anything yet
   */
  Optional<TitleValue> title(String title);

  /**
   * The newest model; empty if there was too little past to learn from.
   *
   * @throws Refusal as above
   */
  Optional<Versioned> model();
}
