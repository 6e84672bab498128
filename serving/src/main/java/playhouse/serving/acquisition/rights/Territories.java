package playhouse.serving.acquisition.rights;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** A set of countries, by their codes of ISO 3166-1 alpha-2: a bit for each. */
public final class Territories {
  /** Where nobody knows: only what may be shown everywhere may be shown there. */
  public static final int UNKNOWN = -1;

  /** How everywhere is written. */
  public static final String EVERYWHERE = "*";

  private static final int LETTERS = 26;
  private static final Set<String> ISO = Set.of(Locale.getISOCountries());
  private static final Territories WORLD = new Territories(true);

  private final long[] bits = new long[(LETTERS * LETTERS + Long.SIZE - 1) / Long.SIZE];
  private final boolean world;

  private Territories(boolean world) {
    this.world = world;
    if (world) {
      ISO.forEach(each -> set(code(each)));
    }
  }

  /** Whether there is such a country. */
  public static boolean known(String code) {
    return ISO.contains(code);
  }

  /** The number of a country, as {@link #has} wants it. */
  public static int code(String country) {
    return (country.charAt(0) - 'A') * LETTERS + country.charAt(1) - 'A';
  }

  /** Those, or everywhere, but for some. */
  public static Territories of(Collection<String> some, Collection<String> except) {
    boolean everywhere = some.contains(EVERYWHERE);
    if (everywhere && except.isEmpty()) {
      return WORLD;
    }
    Territories set = new Territories(false);
    (everywhere ? ISO : some).forEach(each -> set.set(code(each)));
    except.forEach(each -> set.bits[code(each) >> 6] &= ~(1L << code(each)));
    return set;
  }

  /** Whether a country is among them; an unknown one is if they are the whole world. */
  public boolean has(int code) {
    return code == UNKNOWN ? world : (bits[code >> 6] & 1L << code) != 0;
  }

  /** Whether there is a country in both. */
  public boolean meets(Territories other) {
    for (int i = 0; i < bits.length; i++) {
      if ((bits[i] & other.bits[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  private void set(int code) {
    bits[code >> 6] |= 1L << code;
  }
}
