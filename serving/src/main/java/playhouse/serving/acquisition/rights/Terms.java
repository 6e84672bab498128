package playhouse.serving.acquisition.rights;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What a grant allows.
 *
 * @param licensor whose right it is to give
 * @param reference what the licensor calls it
 * @param territories ISO 3166-1 alpha-2, or * for everywhere
 * @param except of everywhere, or of those
 * @param devices none is all
 * @param greatestHeight most lines of a picture; empty is any
 * @param exclusive whether no other licensor may give the same
 * @param from first moment
 * @param until first moment after it
 * @param zone whose days the window was told in; empty if it was told in instants
 * @param fee for all of it
 */
public record Terms(
    String title,
    String licensor,
    Optional<String> reference,
    List<String> territories,
    List<String> except,
    List<Model> models,
    List<Device> devices,
    Optional<Integer> greatestHeight,
    boolean exclusive,
    Instant from,
    Instant until,
    Optional<String> zone,
    Optional<Holdback> holdback,
    Optional<Money> fee) {

  /**
   * What must wait while this is so: by nobody's grant is it shown by those models, from the
   * window's begin on.
   *
   * @param until first moment at which they may
   */
  public record Holdback(List<Model> models, Instant until) {}

  /** Where. */
  Territories places() {
    return Territories.of(territories, except);
  }
}
