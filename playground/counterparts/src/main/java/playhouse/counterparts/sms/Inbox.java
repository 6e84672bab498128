package playhouse.counterparts.sms;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came, put together where it came in parts. */
final class Inbox {
  /** Older ones go. */
  private static final int MOST = 10_000;

  private static final String GSM =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final Map<Character, Character> EXTENDED =
      Map.of(
          'e', '€', '(', '{', ')', '}', '<', '[', '>', ']', '=', '~', '/', '\\', '¡', '|', 'Λ',
          '^');

  private final Deque<Received> whole = new ArrayDeque<>();
  private final Map<String, TreeMap<Integer, byte[]>> parts = new HashMap<>();

  /**
   * Takes what one submit_sm brought.
   *
   * @param header whether it begins with one
   */
  synchronized void take(String from, String to, byte[] content, boolean header, int coding) {
    if (!header) {
      add(new Received(from, to, text(content, coding), 1, coding, Instant.now()));
      return;
    }
    // 3GPP TS 23.040, 9.2.3.24.1: length, 00, 03, reference, how many, which.
    int length = content[0] + 1;
    int count = content[4];
    TreeMap<Integer, byte[]> mine =
        parts.computeIfAbsent(from + to + content[3], none -> new TreeMap<>());
    byte[] body = new byte[content.length - length];
    System.arraycopy(content, length, body, 0, body.length);
    mine.put((int) content[5], body);
    if (mine.size() == count) {
      parts.remove(from + to + content[3]);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      mine.values().forEach(all::writeBytes);
      add(new Received(from, to, text(all.toByteArray(), coding), count, coding, Instant.now()));
    }
  }

  synchronized List<Received> of(String to) {
    return whole.stream().filter(text -> text.to().equals(to)).toList();
  }

  private void add(Received text) {
    whole.add(text);
    if (whole.size() > MOST) {
      whole.poll();
    }
  }

  private static String text(byte[] content, int coding) {
    if (coding == 8) {
      return new String(content, StandardCharsets.UTF_16BE);
    }
    StringBuilder text = new StringBuilder();
    boolean escaped = false;
    for (byte septet : content) {
      char letter = GSM.charAt(septet & 0x7f);
      if (escaped) {
        text.append(EXTENDED.getOrDefault(letter, letter));
        escaped = false;
      } else if (septet == 0x1b) {
        escaped = true;
      } else {
        text.append(letter);
      }
    }
    return text.toString();
  }
}
