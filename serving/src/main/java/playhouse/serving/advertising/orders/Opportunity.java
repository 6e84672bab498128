package playhouse.serving.advertising.orders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;

/**
 * A break that wants ads, whoever asks for it and by whatever protocol.
 *
 * @param request id of it
 * @param person who watches; empty if nobody is known, or may be
 * @param personal whether they agreed that ads go by what is known of them
 * @param age up to which things are suitable for them; empty if there is no limit
 * @param country ISO 3166-1 alpha-2; empty if nobody knows
 * @param placement pre-roll, mid-roll, post-roll or display
 * @param positionMillis of the media's time at which it stops
 * @param tags of title and moment
 * @param barred categories of IAB Content Taxonomy that may not be shown there (bcat)
 * @param barredDomains whose ads may not be shown there (badv)
 * @param currency in which prices are compared and answered
 * @param pod what may be put into it
 */
public record Opportunity(
    String request,
    Optional<UUID> person,
    boolean personal,
    OptionalInt age,
    Optional<String> country,
    String device,
    String placement,
    Optional<String> play,
    Optional<String> title,
    long positionMillis,
    Set<String> tags,
    Set<String> barred,
    Set<String> barredDomains,
    CurrencyUnit currency,
    Pod pod,
    Instant now) {

  /**
   * What a break may hold.
   *
   * @param slots at most (maxseq)
   * @param mostMillis all of them together (poddur)
   * @param leastMillis of one (minduration)
   * @param longestMillis of one (maxduration)
   * @param exactMillis that one must last one of (rqddurs); any if empty
   * @param floorMicrosPerSecond least price of a second of a thousand impressions (mincpmpersec)
   * @param floorMicros least price of a thousand impressions (bidfloor)
   * @param separate true if no two of it may be of one category or advertiser
   */
  public record Pod(
      int slots,
      long mostMillis,
      long leastMillis,
      long longestMillis,
      List<Long> exactMillis,
      long floorMicrosPerSecond,
      long floorMicros,
      boolean separate) {}
}
