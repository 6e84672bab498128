package playhouse.serving.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern CODE =
      Pattern.compile(
          "(?:(?:conflict|limited|notSignedIn|barred)\\(|new Refusal\\(\\s*\\d+,)\\s*\"([a-z_]+)\"");

  @Test
  void everyProblemHasANameInBothLanguages() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher code = CODE.matcher(Files.readString(file));
        while (code.find()) {
          codes.add(code.group(1));
        }
      }
    }
    assertThat(codes).contains("bad_parameter", "forbidden", "already_subscribed");
    for (String code : codes) {
      assertThat(Words.EN.title(code, "")).as(code).isNotEmpty();
      assertThat(Words.ZH.title(code, "")).as(code).matches(".*\\p{IsHan}.*");
      assertThat(Words.ZH.detail(code, "", "")).as(code).matches(".*\\p{IsHan}.*");
    }
  }

  @Test
  void theLanguageIsTheOneThatIsLikedBest() {
    assertThat(Words.of(Optional.empty())).isEqualTo(Words.EN);
    assertThat(Words.of(Optional.of("zh-CN,zh;q=0.9,en;q=0.8"))).isEqualTo(Words.ZH);
    assertThat(Words.of(Optional.of("de, en;q=0.7, zh;q=0.3"))).isEqualTo(Words.EN);
    assertThat(Words.of(Optional.of("fr"))).isEqualTo(Words.EN);
    assertThat(Words.of(Optional.of(";;;="))).isEqualTo(Words.EN);
  }
}
