package playhouse.models.tagging;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds words that say something in a text: the longest first, English ones in any number. */
final class WordFinder {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}&&[^\\p{IsHan}]]+(?:['’][\\p{L}\\p{N}&&[^\\p{IsHan}]]+)*");

  private final Lexicon lexicon;

  WordFinder(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /** A word that was found, as it stands in the lexicon and in the text. */
  record Hit(String key, String words, int at, List<Lexicon.Meaning> meanings) {}

  /**
   * What was found in a text.
   *
   * @param said how many words there are; two Chinese characters are as long as one
   * @param meant how many of them say something, each time they stand there
   */
  record Found(List<Hit> hits, double said, double meant) {}

  private record Word(String text, int from, int to) {}

  Found find(String text) {
    List<Hit> hits = new ArrayList<>();
    double meant = english(text, words(text), hits);
    double[] chinese = chinese(text, hits);
    return new Found(hits, words(text).size() + chinese[0], meant + chinese[1]);
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = Normalizer.normalize(matcher.group(), Normalizer.Form.NFKC);
      words.add(
          new Word(
              word.toLowerCase(Locale.ROOT).replace('’', '\''), matcher.start(), matcher.end()));
    }
    return words;
  }

  /** How many words of the text say something. */
  private int english(String text, List<Word> words, List<Hit> hits) {
    int meant = 0;
    for (int from = 0, next; from < words.size(); from = next) {
      next = from + 1;
      for (int length = Math.min(Lexicon.LONGEST_ENGLISH, words.size() - from);
          length > 0;
          length--) {
        Optional<String> key = key(words, from, from + length);
        if (key.isPresent()) {
          int at = words.get(from).from();
          String there = text.substring(at, words.get(from + length - 1).to());
          hits.add(new Hit(key.get(), there, at, lexicon.meanings(key.get())));
          meant += length;
          next = from + length;
          break;
        }
      }
    }
    return meant;
  }

  private Optional<String> key(List<Word> words, int from, int to) {
    StringBuilder start = new StringBuilder();
    for (int at = from; at < to - 1; at++) {
      start.append(words.get(at).text()).append(' ');
    }
    return forms(words.get(to - 1).text()).stream()
        .map(last -> start + last)
        .filter(key -> !lexicon.meanings(key).isEmpty())
        .findFirst();
  }

  /** A word and what it may be the plural or the possessive of. */
  private static List<String> forms(String word) {
    List<String> forms = new ArrayList<>(List.of(word));
    if (word.endsWith("'s")) {
      forms.add(word.substring(0, word.length() - 2));
    }
    if (word.endsWith("ies")) {
      forms.add(word.substring(0, word.length() - 3) + "y");
    }
    if (word.endsWith("es")) {
      forms.add(word.substring(0, word.length() - 2));
    }
    if (word.endsWith("s")) {
      forms.add(word.substring(0, word.length() - 1));
    }
    return forms;
  }

  /** How many words of two characters there are, and how many of them say something. */
  private double[] chinese(String text, List<Hit> hits) {
    double said = 0;
    double meant = 0;
    for (int from = 0, next; from < text.length(); from = next) {
      next = from + 1;
      if (!Character.isIdeographic(text.charAt(from))) {
        continue;
      }
      for (int to = Math.min(text.length(), from + Lexicon.LONGEST_CHINESE); to > from; to--) {
        String word = text.substring(from, to);
        List<Lexicon.Meaning> meanings = lexicon.meanings(word);
        if (!meanings.isEmpty()) {
          hits.add(new Hit(word, word, from, meanings));
          meant += word.length() / 2.0;
          next = to;
          break;
        }
      }
      said += (next - from) / 2.0;
    }
    return new double[] {said, meant};
  }
}
