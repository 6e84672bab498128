package playhouse.collector.imports;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import playhouse.collector.event.Utf8;
import playhouse.contracts.Rejected;

/** Lines of text in a known encoding, divided into fields. */
record TextFormat(Charset charset, Fields fields) {

  /** The line's text. */
  String text(Line line) {
    byte[] bytes = line.bytes();
    if (charset.equals(StandardCharsets.UTF_8) && !Utf8.valid(bytes, 0, bytes.length)) {
      throw new Refusal(Rejected.Reason.INVALID_UTF8, "not valid UTF-8");
    }
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
        throw Refusal.malformed("holds the control character " + b);
      }
    }
    return line.text(charset);
  }

  /** The line's fields. */
  List<String> split(Line line) {
    return fields.split(text(line));
  }
}
