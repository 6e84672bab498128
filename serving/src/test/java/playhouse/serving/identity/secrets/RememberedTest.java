package playhouse.serving.identity.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private final Remembered<String> remembered = new Remembered<>(10);
  private final AtomicInteger looked = new AtomicInteger();

  @Test
  void whatWasFoundIsNotLookedUpAgain() {
    for (int i = 0; i < 3; i++) {
      assertThat(remembered.of("word", any -> true, word -> found("ana"))).contains("ana");
    }
    assertThat(looked).hasValue(1);
  }

  @Test
  void whatWasNotFoundIsLookedUpAgain() {
    assertThat(remembered.of("word", any -> true, word -> Optional.empty())).isEmpty();
    assertThat(remembered.of("word", any -> true, word -> found("ana"))).contains("ana");
  }

  @Test
  void whatEndsIsForgotten() {
    remembered.of("word", any -> true, word -> found("ana"));
    remembered.forget("ana"::equals);
    assertThat(remembered.of("word", any -> true, word -> Optional.empty())).isEmpty();
  }

  @Test
  void whatEndsWhileItIsLookedUpIsNotRemembered() {
    remembered.of(
        "word",
        any -> true,
        word -> {
          Optional<String> open = found("ana");
          // It was open when it was read, and is over before that is kept.
          remembered.forget("ana"::equals);
          return open;
        });
    assertThat(remembered.of("word", any -> true, word -> Optional.empty())).isEmpty();
  }

  @Test
  void whatIsGoodNoLongerIsLookedUpAgain() {
    remembered.of("word", any -> true, word -> found("ana"));
    assertThat(remembered.of("word", "bo"::equals, word -> found("bo"))).contains("bo");
    assertThat(remembered.of("word", "kim"::equals, word -> found("bo"))).isEmpty();
  }

  private Optional<String> found(String who) {
    looked.incrementAndGet();
    return Optional.of(who);
  }
}
