package playhouse.models.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Which pieces of a text count: runs of characters and runs of words, up to a length. A piece is
 * told by a number of 64 bits, so that no dictionary of strings is held.
 *
 * @param characters the longest run of characters; 0 for none
 * @param words the longest run of words; 0 for none
 */
public record Grams(int characters, int words) {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final long WORDS = 0x9e3779b97f4a7c15L;

  /** Full width and half width, capitals and small letters are the same; so is all white space. */
  public static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .strip()
        .replaceAll("\\s+", " ");
  }

  /** Tells every piece of a text, as often as it comes. */
  void of(String text, LongConsumer pieces) {
    String normal = normal(text);
    ofCharacters(" " + normal + " ", pieces);
    ofWords(normal, pieces);
  }

  private void ofCharacters(String text, LongConsumer pieces) {
    for (int from = 0; from < text.length(); from++) {
      long hash = BASIS;
      for (int to = from; to < Math.min(text.length(), from + characters); to++) {
        hash = (hash ^ text.charAt(to)) * PRIME;
        if (to > from || text.charAt(to) != ' ') {
          pieces.accept(mixed(hash));
        }
      }
    }
  }

  private void ofWords(String text, LongConsumer pieces) {
    if (words == 0) {
      return;
    }
    String[] all = text.split("[^\\p{L}\\p{N}']+", -1);
    for (int from = 0; from < all.length; from++) {
      long hash = WORDS;
      for (int to = from; to < Math.min(all.length, from + words); to++) {
        for (int at = 0; at < all[to].length(); at++) {
          hash = (hash ^ all[to].charAt(at)) * PRIME;
        }
        hash = (hash ^ ' ') * PRIME;
        pieces.accept(mixed(hash));
      }
    }
  }

  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 32)) * WORDS;
    return mixed ^ (mixed >>> 29);
  }
}
