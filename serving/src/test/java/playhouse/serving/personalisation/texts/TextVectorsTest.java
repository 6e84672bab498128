package playhouse.serving.personalisation.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.testbed.Await;

class TextVectorsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void titlesThatNobodyTookAreFoundByWhatTheyAreAbout() {
    try (TextVectors texts = new TextVectors()) {
      texts.offered(title("war", "Two soldiers cross enemy lines to stop an attack."));
      texts.offered(title("army", "A squad of infantrymen fights its way through a battle."));
      texts.offered(title("bake", "A pastry chef opens a small bakery and falls in love."));
      texts.offered(title("zh-war", "两名士兵穿越敌军防线阻止一场进攻。"));
      texts.offered(title("zh-army", "一支步兵小队在战场上奋勇作战。"));
      texts.offered(title("zh-bake", "一位糕点师开了一家小面包店并坠入爱河。"));
      texts.offered(title("silent", ""));
      Await.until("all are read", LIMIT, () -> texts.size() == 6);
      Await.until("neighbours are known", LIMIT, () -> !texts.near("war").isEmpty());
      Await.until("neighbours are known", LIMIT, () -> !texts.near("zh-war").isEmpty());
      assertThat(names(texts, "war")).containsExactly("army", "bake");
      assertThat(names(texts, "zh-war")).containsExactly("zh-army", "zh-bake");
      assertThat(texts.near("silent")).isEmpty();
      texts.withdrawn("army");
      Await.until(
          "it is gone",
          LIMIT,
          () -> texts.size() == 5 && names(texts, "bake").equals(List.of("war")));
    }
  }

  private static List<String> names(TextVectors texts, String title) {
    return texts.near(title).stream().map(TextVectors.Near::title).toList();
  }

  private static TitleUpserted title(String id, String synopsis) {
    return TitleUpserted.newBuilder()
        .setTitle(id)
        .setKind("film")
        .setName(id.startsWith("zh") ? "电影" : "Film")
        .setSynopsis(synopsis)
        .setExclusive(false)
        .build();
  }
}
