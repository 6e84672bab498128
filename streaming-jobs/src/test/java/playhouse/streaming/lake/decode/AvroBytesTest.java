package playhouse.streaming.lake.decode;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AvroBytesTest {

  private static final byte NEVER_IN_UTF8 = (byte) 0xFF;

  private final AvroBytes in = new AvroBytes();

  @Test
  void aByteThatIsNotUtf8IsFoundWhereverItStandsInTheStringAndNotOutsideIt() {
    for (int length = 1; length <= 40; length++) {
      for (int bad = 0; bad < length + 2; bad++) {
        byte[] bytes = "a".repeat(length + 2).getBytes(StandardCharsets.UTF_8);
        bytes[bad] = NEVER_IN_UTF8;
        in.reset(bytes, 0);
        int inside = length;
        if (bad >= 1 && bad <= length) {
          assertThatThrownBy(() -> in.requireUtf8(1, inside))
              .isInstanceOf(AvroBytes.Malformed.class);
        } else {
          assertThatCode(() -> in.requireUtf8(1, inside)).doesNotThrowAnyException();
        }
      }
    }
  }

  @Test
  void textInAnyScriptPasses() {
    for (String text : new String[] {"", "film-118", "流浪地球2：再见太阳", "Amélie, 2001 — 🎬"}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      in.reset(bytes, 0);
      assertThatCode(() -> in.requireUtf8(0, bytes.length)).doesNotThrowAnyException();
    }
  }
}
