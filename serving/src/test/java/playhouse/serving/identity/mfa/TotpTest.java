package playhouse.serving.identity.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6238, appendix B, the last six digits. */
  @ParameterizedTest
  @CsvSource({
    "59,287082",
    "1111111109,081804",
    "1111111111,050471",
    "1234567890,005924",
    "2000000000,279037",
    "20000000000,353130"
  })
  void codesAreThoseOfTheStandard(long seconds, String code) {
    assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(seconds), 0)).hasValue(seconds / 30);
  }

  @Test
  void aClockMayBeOneStepAheadOrBehindAndNoMore() {
    String code = "005924";
    long step = 1234567890 / 30;
    for (int drift = -3; drift <= 3; drift++) {
      Instant now = Instant.ofEpochSecond((step + drift) * 30 + 15);
      assertThat(Totp.step(SECRET, code, now, 0).isPresent())
          .as("the clock is off by %d steps", drift)
          .isEqualTo(Math.abs(drift) <= 1);
    }
  }

  @Test
  void aStepThatWasUsedAndThoseBeforeAreGoodNoLonger() {
    Instant now = Instant.ofEpochSecond(1234567890);
    long step = 1234567890 / 30;
    assertThat(Totp.step(SECRET, "005924", now, step - 1)).hasValue(step);
    assertThat(Totp.step(SECRET, "005924", now, step)).isEmpty();
    assertThat(Totp.step(SECRET, "005924", now, step + 1)).isEmpty();
  }

  @Test
  void secretsAreOf160BitsAndAsAuthenticatorsReadThem() {
    SecureRandom random = new SecureRandom();
    Set<String> typed = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      byte[] secret = Totp.fresh(random);
      assertThat(secret).hasSize(20);
      assertThat(new Base32().decode(Totp.typed(secret))).isEqualTo(secret);
      typed.add(Totp.typed(secret));
    }
    assertThat(typed).hasSize(100);
    assertThat(Totp.uri(SECRET, "ana maria+x@example.org"))
        .isEqualTo(
            "otpauth://totp/Playhouse:ana%20maria%2Bx%40example.org"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Playhouse&algorithm=SHA1&digits=6&period=30");
  }
}
