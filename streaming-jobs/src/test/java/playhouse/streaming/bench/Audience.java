package playhouse.streaming.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Envelope;

/**
 * Numbered events of people who watch, as players send them through the collector, 20,000 a second:
 * the same number is always the same event. One in two hundred is a player's repeat of one before
 * it.
 */
final class Audience {

  /** Events between a repeat and the next. */
  static final int REPEAT_EVERY = 200;

  /** Whose events there are. */
  static final java.util.Set<Family> FAMILIES =
      java.util.Set.of(Family.PLAYBACK, Family.INTERACTION, Family.AD, Family.RECOMMENDATION);

  private static final int REPEAT_BACK = 57;
  private static final int PEOPLE = 20_000;
  private static final int NANOS_BETWEEN = 50_000;
  private static final String[] COUNTRIES = {"CN", "DE", "US", "GB", "FR", "JP", "BR", "IN"};
  private static final String[] PLATFORMS = {"tv", "web", "ios", "android", "console"};

  private final Instant begin;

  /** So many of them, the last of which is received now. */
  Audience(long events, Instant now) {
    begin = now.minusNanos(events * NANOS_BETWEEN);
  }

  /** The event of the number. */
  SpecificRecordBase event(long number) {
    boolean repeat = number % REPEAT_EVERY == REPEAT_EVERY - 1;
    long original = repeat ? number - REPEAT_BACK : number;
    SplittableRandom random = new SplittableRandom(original * 0xD1342543DE82EF95L);
    return Bodies.any(random, envelope(original, random));
  }

  private Envelope envelope(long number, SplittableRandom random) {
    int person = random.nextInt(PEOPLE);
    Instant received = begin.plusNanos(number * NANOS_BETWEEN);
    Instant sent = received.minusMillis(20 + random.nextInt(400));
    // A hundredth come from devices that were offline for up to two hours.
    int waited = random.nextInt(100) == 0 ? random.nextInt(7_200_000) : random.nextInt(3_000);
    return new Envelope(
        new UUID(random.nextLong(), random.nextLong()).toString(),
        "/players/" + PLATFORMS[person % PLATFORMS.length],
        id("person", person),
        id("device", person),
        person % 3 == 0 ? id("household", person) : null,
        sent.minusMillis(waited),
        sent,
        received,
        false,
        null,
        COUNTRIES[person % COUNTRIES.length],
        PLATFORMS[person % PLATFORMS.length],
        "4." + person % 7 + ".0",
        "203.0." + person % 250 + ".0/24");
  }

  private static UUID id(String of, int number) {
    return UUID.nameUUIDFromBytes((of + number).getBytes(StandardCharsets.UTF_8));
  }
}
