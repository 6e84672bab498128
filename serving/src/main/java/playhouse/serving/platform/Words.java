package playhouse.serving.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** What problems are called in the languages that we speak. */
final class Words {
  static final Words EN = new Words("en");
  static final Words ZH = new Words("zh");

  private final String tag;
  private final Properties texts = new Properties();

  private Words(String tag) {
    this.tag = tag;
    String name = "/problems_" + tag + ".properties";
    try (InputStream in = Words.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The language that a caller likes best of ours; English if they like none. */
  static Words of(Optional<String> acceptLanguage) {
    try {
      List<Locale.LanguageRange> liked =
          acceptLanguage.map(Locale.LanguageRange::parse).orElse(List.of());
      String best = Locale.lookupTag(liked, List.of("en", "zh"));
      return "zh".equals(best) ? ZH : EN;
    } catch (IllegalArgumentException e) {
      return EN;
    }
  }

  /** As it stands in Content-Language. */
  String tag() {
    return tag;
  }

  /** What a problem is called; in English, as it is told otherwise, if nobody has named it. */
  String title(String code, String otherwise) {
    return texts.getProperty(code, otherwise);
  }

  /** What there is to say of it. */
  String detail(String code, String detail, String parameter) {
    return texts
        .getProperty(code + ".detail", "{0}")
        .replace("{0}", detail)
        .replace("{1}", parameter);
  }
}
