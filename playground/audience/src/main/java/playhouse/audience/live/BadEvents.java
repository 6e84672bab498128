package playhouse.audience.live;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import playhouse.contracts.Family;

/** Events in bad form, each with the code that it must be refused with. */
final class BadEvents {

  private final String prefix;
  private int made;

  BadEvents(String prefix) {
    this.prefix = prefix;
  }

  /** The next of the kinds, in turn. */
  Parcel next(long nowMillis) {
    String id = prefix + "-bad-" + made;
    Instant now = Instant.ofEpochMilli(nowMillis);
    return switch (made++ % 8) {
      case 0 -> bad("malformed_json", "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",", false);
      case 1 -> bad("unknown_type", seek(id, now, "playback.teleported", "0"), false);
      case 2 -> bad("schema_violation", seek(id, now, "playback.seek", "\"a while\""), true);
      case 3 -> bad("occurred_out_of_range", seek(id, Instant.EPOCH, "playback.seek", "0"), true);
      case 4 ->
          bad(
              "occurred_out_of_range",
              seek(id, now.plusSeconds(86_400), "playback.seek", "0"),
              true);
      case 5 -> bad("semantic_violation", seek(id, now, "playback.seek", "-5"), true);
      case 6 -> new Parcel(notUtf8(id, now), Optional.of(Family.PLAYBACK), false, "invalid_utf8");
      default ->
          bad(
              "unauthorized_source",
              seek(id, now, "playback.seek", "0").replace("/audience/live", "/imports/ml-1m"),
              true);
    };
  }

  private static Parcel bad(String refusal, String line, boolean known) {
    Optional<Family> family = known ? Optional.of(Family.PLAYBACK) : Optional.empty();
    return new Parcel(line.getBytes(StandardCharsets.UTF_8), family, false, refusal);
  }

  private static String seek(String id, Instant at, String type, String from) {
    return String.format(
        Locale.ROOT,
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/audience/live\",\"type\":\"%s\","
            + "\"time\":\"%s\",\"data\":{\"play\":\"none\",\"title\":\"none\","
            + "\"from_millis\":%s,\"to_millis\":0}}",
        id,
        type,
        at,
        from);
  }

  private static byte[] notUtf8(String id, Instant at) {
    byte[] line =
        seek(id, at, "playback.seek", "0")
            .replace("\"play\":\"none\"", "\"play\":\"!!\"")
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i + 1 < line.length; i++) {
      if (line[i] == '!' && line[i + 1] == '!') {
        line[i] = (byte) 0xC3;
        line[i + 1] = 0x28;
      }
    }
    return line;
  }
}
