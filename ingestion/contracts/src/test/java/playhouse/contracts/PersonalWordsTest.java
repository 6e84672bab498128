package playhouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.contracts.facts.CommentAdded;
import playhouse.contracts.facts.LikeAdded;

class PersonalWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          write to ana.lee+tv@mail.example.org! | write to [e-mail]!
          我的邮箱 李雷＠example.com 谢谢         | 我的邮箱 [e-mail] 谢谢
          /reset?mail=ana%40example.org&x=1     | /reset?mail=[e-mail]&x=1
          call +49 (30) 901820-44 now           | call [phone] now
          电话13812345678找我                    | 电话[phone]找我
          138-1234-5678                         | [phone]
          or (415) 555-2671.                    | or [phone].
          0044 20 7946 0958                     | [phone]
          a@example.org and 415-555-2671        | [e-mail] and [phone]
          """)
  void addressesAndNumbersAreTakenOut(String written, String kept) {
    assertThat(PersonalWords.masked(written)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001: A Space Odyssey (1968)",
        "released 2026-11-30 12:00:00",
        "1917 1984 2012 2046",
        "S03E10 is 10/10, 1234567 likes",
        "t-13812345678x9",
        "@night_owl you were right",
        "a @ b",
        "90210 90210 90210",
        "流浪地球2 评分9.3"
      })
  void whatIsNoneStaysAsItIs(String written) {
    assertThat(PersonalWords.masked(written)).isEqualTo(written);
  }

  @Test
  void onlyWhatPeopleWriteThemselvesIsLookedAt() {
    CommentAdded comment =
        CommentAdded.newBuilder()
            .setTitle("a@example.org")
            .setComment("c")
            .setText("a@example.org")
            .build();
    PersonalWords.mask(FactType.of("comment.added").orElseThrow(), comment);
    assertThat(comment.getText()).isEqualTo(PersonalWords.EMAIL);
    assertThat(comment.getTitle()).isEqualTo("a@example.org");
    LikeAdded like = new LikeAdded("a@example.org");
    PersonalWords.mask(FactType.of("like.added").orElseThrow(), like);
    assertThat(like.getTitle()).isEqualTo("a@example.org");
  }

  @Test
  void aLongTextOfNothingTakesNoLongTime() {
    String text = "a.".repeat(50_000) + "@" + "1 ".repeat(50_000);
    long begun = System.nanoTime();
    PersonalWords.masked(text);
    assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(5_000);
  }
}
