package playhouse.audience.world;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import playhouse.audience.world.Person.Device;
import playhouse.audience.world.Person.Standing;

/** Invents people: each follows from the seed and their index alone. */
final class People {

  private static final long DAY = 86_400_000;
  private static final String[] CHANNELS = {
    "organic", "search", "social", "partner", "referral", "campaign"
  };
  private static final double[] CHANNEL_WEIGHTS = {30, 48, 68, 78, 88, 100};

  private final long seed;
  private final int firstDay;
  private final int days;

  /**
   * People who sign up from the lead days before the first day until its last.
   *
   * @param firstDay epoch day on which the lead begins
   * @param days how many days people sign up
   */
  People(long seed, int firstDay, int days) {
    this.seed = seed;
    this.firstDay = firstDay;
    this.days = days;
  }

  /** The person at an index; {@code early} ones sign up in the lead days. */
  Person person(int index, int leadDays) {
    Chance chance = Chance.of(seed, Chance.Purpose.PERSON, index, 0);
    Region region = Region.choose(chance);
    Standing standing = standing(index);
    String channel = CHANNELS[chance.weighted(CHANNEL_WEIGHTS)];
    int signUpDay = chance.hit(0.6) ? chance.below(leadDays) : chance.below(Math.max(days, 1));
    String campaign = channel.equals("organic") ? "" : channel + "-" + (1 + chance.below(3));
    return new Person(
        index,
        id("person", index),
        household(index),
        devices(index, chance),
        standing,
        region,
        chance.pick(Rhythm.COMMUTER, Rhythm.EVENING, Rhythm.EVENING, Rhythm.NIGHT_OWL),
        standing == Standing.BOT ? 6 : Math.min(4, 0.25 + chance.exponential(0.8)),
        1 - Math.min(1, chance.exponential(0.25)),
        chance.unit(),
        (firstDay + signUpDay) * DAY + chance.below((int) DAY),
        channel,
        campaign,
        chance.pick(1.0, 1.0, 1.25, 1.5));
  }

  Taste taste(int index) {
    return Taste.of(Chance.of(seed, Chance.Purpose.PERSON, index, 1), firstDay);
  }

  /** Of every hundred people some do not count, and some are guests. */
  private static Standing standing(int index) {
    return switch (index % 100) {
      case 13 -> Standing.BOT;
      case 37 -> Standing.STAFF;
      case 61 -> Standing.TEST;
      case 5, 50, 88 -> Standing.GUEST;
      default -> Standing.MEMBER;
    };
  }

  /** Twelve neighbours live in homes of 1, 1, 2, 2, 2 and 4. */
  private UUID household(int index) {
    int[] home = {0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 5};
    return id("household", index / 12 * 6 + home[index % 12]);
  }

  private List<Device> devices(int index, Chance chance) {
    List<Device> devices = new ArrayList<>();
    int count = chance.between(1, 3);
    for (int i = 0; i < count; i++) {
      String platform = chance.pick("tv", "web", "ios", "android", "console");
      String version = chance.between(4, 5) + "." + chance.below(10) + ".0";
      devices.add(new Device(id("device", index * 3L + i), platform, version));
    }
    return List.copyOf(devices);
  }

  /** A random-looking identifier (UUID version 8) that follows from the seed. */
  private UUID id(String what, long number) {
    long kind = what.hashCode();
    long high = Chance.hash(seed, Chance.Purpose.PERSON, kind, number * 2);
    long low = Chance.hash(seed, Chance.Purpose.PERSON, kind, number * 2 + 1);
    ByteBuffer bytes = ByteBuffer.allocate(16).putLong(high).putLong(low);
    bytes.put(6, (byte) ((bytes.get(6) & 0x0f) | 0x80));
    bytes.put(8, (byte) ((bytes.get(8) & 0x3f) | 0x80));
    return new UUID(bytes.getLong(0), bytes.getLong(8));
  }
}
