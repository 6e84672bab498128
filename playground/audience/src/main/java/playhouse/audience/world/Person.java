package playhouse.audience.world;

import java.util.List;
import java.util.UUID;

/**
 * Somebody, with what does not change about them.
 *
 * @param index place among the people
 * @param pseudonym what events call them
 * @param household pseudonym of the household
 * @param devices what they watch with
 * @param standing guest, member, staff, test or bot
 * @param region where they live
 * @param rhythm when they watch
 * @param sessionsPerDay how often they watch on an average day
 * @param connection how good the network is, 0 (bad) to 1
 * @param thrift how much they mind paying, 0 to 1
 * @param signUpMillis when they open their account, epoch milliseconds
 * @param channel what brought them: organic, search, social, partner, referral or campaign
 * @param campaign the campaign that brought them; empty if none did
 * @param talkRate playback rate for podcasts
 */
public record Person(
    int index,
    UUID pseudonym,
    UUID household,
    List<Device> devices,
    Standing standing,
    Region region,
    Rhythm rhythm,
    double sessionsPerDay,
    double connection,
    double thrift,
    long signUpMillis,
    String channel,
    String campaign,
    double talkRate) {

  /** What the platform knows somebody as. */
  public enum Standing {
    /** No account and no consent: events carry neither person nor device. */
    GUEST,
    MEMBER,
    STAFF,
    TEST,
    BOT;

    /** The envelope's exclusion; empty for those who count. */
    public String exclusion() {
      return switch (this) {
        case GUEST, MEMBER -> "";
        case STAFF -> "staff";
        case TEST -> "test";
        case BOT -> "bot";
      };
    }
  }

  /** Something to watch with. */
  public record Device(UUID id, String platform, String appVersion) {}

  /** The same person by another pseudonym. */
  Person called(UUID other) {
    return new Person(
        index,
        other,
        household,
        devices,
        standing,
        region,
        rhythm,
        sessionsPerDay,
        connection,
        thrift,
        signUpMillis,
        channel,
        campaign,
        talkRate);
  }

  /** True if KPIs count what they do. */
  public boolean counts() {
    return standing.exclusion().isEmpty();
  }

  /** True if events name them. */
  public boolean named() {
    return standing != Standing.GUEST;
  }
}
