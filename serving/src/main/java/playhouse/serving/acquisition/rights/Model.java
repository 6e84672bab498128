package playhouse.serving.acquisition.rights;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a title is paid for where it is shown. */
public enum Model {
  /** By a subscription. */
  SVOD(1),
  /** By advertisements. */
  AVOD(2),
  /** By itself: bought or rented. */
  TVOD(4);

  /** All of them, as bits. */
  public static final int ALL = 7;

  private final int bit;

  Model(int bit) {
    this.bit = bit;
  }

  /** As it stands in the database, in facts and in answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that text; empty if there is none. */
  public static Optional<Model> of(String text) {
    return Arrays.stream(values()).filter(model -> model.text().equals(text)).findFirst();
  }

  /** Those, as bits. */
  public static int bits(Collection<Model> some) {
    return some.stream().mapToInt(model -> model.bit).reduce(0, (a, b) -> a | b);
  }

  /** Those of bits. */
  public static List<Model> of(int bits) {
    return Arrays.stream(values()).filter(model -> (bits & model.bit) != 0).toList();
  }
}
