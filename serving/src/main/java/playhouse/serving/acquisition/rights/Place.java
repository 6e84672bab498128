package playhouse.serving.acquisition.rights;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where, when and how something is to be shown, as numbers: made once for each request, asked of
 * many titles.
 *
 * @param territory of {@link Territories#code}, or {@link Territories#UNKNOWN}
 * @param models of which one is enough, as bits
 * @param devices that must all be allowed, as bits: one, or all where nobody knows which it is
 * @param height lines of the picture; 0 if any will do
 * @param micros since 1970
 */
public record Place(int territory, int models, int devices, int height, long micros) {
  private static final long MILLION = 1_000_000;

  /**
   * Told in words.
   *
   * @param territory ISO 3166-1 alpha-2; empty if it is not known
   * @param models none is any
   * @param device empty if it is not known
   */
  public static Place of(
      Optional<String> territory,
      Collection<Model> models,
      Optional<Device> device,
      int height,
      Instant at) {
    return new Place(
        territory.map(Territories::code).orElse(Territories.UNKNOWN),
        models.isEmpty() ? Model.ALL : Model.bits(models),
        device.map(List::of).map(Device::bits).orElse(Device.ALL),
        height,
        micros(at));
  }

  /** Somewhere on something, at that moment. */
  public static Place unknown(Instant at) {
    return new Place(Territories.UNKNOWN, Model.ALL, Device.ALL, 0, micros(at));
  }

  /** The same at another moment. */
  public Place at(Instant moment) {
    return new Place(territory, models, devices, height, micros(moment));
  }

  /** The same by other models, as bits. */
  public Place by(int others) {
    return new Place(territory, others, devices, height, micros);
  }

  static long micros(Instant at) {
    return at.getEpochSecond() * MILLION + at.getNano() / 1000;
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MILLION), Math.floorMod(micros, MILLION) * 1000);
  }
}
