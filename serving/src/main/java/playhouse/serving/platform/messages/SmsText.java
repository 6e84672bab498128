package playhouse.serving.platform.messages;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text as it goes to an SMS centre: in the GSM alphabet if it can be (3GPP TS 23.038), in UCS-2
 * otherwise, in as many parts as it takes (3GPP TS 23.040).
 *
 * @param coding SMPP's data_coding
 * @param parts what each submit_sm carries, without the header that says which it is
 */
record SmsText(byte coding, List<Part> parts) {
  static final byte GSM = 0;
  static final byte UCS2 = 8;

  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final String EXTENDED = "^{}\\[~]|€";
  private static final byte[] EXTENDED_CODES = {
    0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65
  };
  private static final int ESCAPE = 0x1b;

  /** How many letters fit, in one message and in each part of several. */
  private static final int GSM_ALONE = 160;

  private static final int GSM_PART = 153;
  private static final int UCS2_ALONE = 140;
  private static final int UCS2_PART = 134;

  /** Bytes that nobody changes. */
  static final class Part {
    private final byte[] content;

    private Part(byte[] content) {
      this.content = content;
    }

    /**
     * What a submit_sm carries.
     *
     * @param reference that the parts of one message have in common
     * @param count how many there are
     * @param number which this is, from 1
     */
    byte[] bytes(byte reference, int count, int number) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      if (count > 1) {
        all.writeBytes(new byte[] {5, 0, 3, reference, (byte) count, (byte) number});
      }
      all.writeBytes(content);
      return all.toByteArray();
    }
  }

  /** A text's parts. */
  static SmsText of(String text) {
    Optional<List<byte[]>> gsm = gsm(text);
    return gsm.isPresent()
        ? new SmsText(GSM, cut(gsm.get(), GSM_ALONE, GSM_PART))
        : new SmsText(UCS2, cut(ucs2(text), UCS2_ALONE, UCS2_PART));
  }

  /** Each letter's code; empty if one is not in the alphabet. */
  private static Optional<List<byte[]>> gsm(String text) {
    List<byte[]> letters = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      int basic = BASIC.indexOf(letter);
      int extended = EXTENDED.indexOf(letter);
      if (extended >= 0) {
        letters.add(new byte[] {ESCAPE, EXTENDED_CODES[extended]});
      } else if (basic >= 0 && basic != ESCAPE) {
        letters.add(new byte[] {(byte) basic});
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(letters);
  }

  private static List<byte[]> ucs2(String text) {
    return text.codePoints()
        .mapToObj(letter -> Character.toString(letter).getBytes(StandardCharsets.UTF_16BE))
        .toList();
  }

  /** Between letters only, never within one. */
  private static List<Part> cut(List<byte[]> letters, int alone, int each) {
    int length = letters.stream().mapToInt(letter -> letter.length).sum();
    int most = length <= alone ? alone : each;
    List<Part> parts = new ArrayList<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (byte[] letter : letters) {
      if (part.size() + letter.length > most) {
        parts.add(new Part(part.toByteArray()));
        part.reset();
      }
      part.writeBytes(letter);
    }
    parts.add(new Part(part.toByteArray()));
    return List.copyOf(parts);
  }
}
