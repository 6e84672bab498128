package playhouse.serving.advertising.rtb;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Countries by their three letters, as OpenRTB names them, and by their two, as we do. */
public final class Countries {
  private static final Map<String, String> TWO =
      Arrays.stream(Locale.getISOCountries())
          .collect(Collectors.toUnmodifiableMap(Countries::three, Function.identity()));

  private Countries() {}

  /** ISO 3166-1 alpha-2 of alpha-3; empty if there is no such country. */
  public static Optional<String> two(String three) {
    return Optional.ofNullable(TWO.get(three));
  }

  /** ISO 3166-1 alpha-3 of alpha-2. */
  public static String three(String two) {
    return new Locale("", two).getISO3Country();
  }
}
