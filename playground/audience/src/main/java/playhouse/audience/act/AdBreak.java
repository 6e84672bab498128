package playhouse.audience.act;

import java.util.List;
import java.util.Optional;

/**
 * A break in a play in which ads were asked for, and some shown.
 *
 * @param id id of the request
 * @param person who
 * @param device place in the person's devices
 * @param at when, epoch milliseconds
 * @param placement pre-roll, mid-roll or display
 * @param play the play it interrupts; empty for none
 * @param title place in the catalogue, or -1
 * @param slots slots asked for
 * @param shown the ads that were shown
 */
public record AdBreak(
    String id,
    int person,
    int device,
    long at,
    String placement,
    String play,
    int title,
    int slots,
    List<Shown> shown)
    implements Act {
  private static final int QUARTILES = 4;

  /** What campaigns pay for. */
  public enum Pays {
    /** That it began to show. */
    IMPRESSION,
    /** That it was followed. */
    CLICK,
    /** That it was seen to the end. */
    VIEW
  }

  /**
   * An ad that was shown.
   *
   * @param id id of the impression
   * @param slot place in the break
   * @param at when it began, epoch milliseconds
   * @param campaign number of the advertiser's campaign
   * @param revenueMicros what it earns, when what its campaign pays for has happened
   * @param currency in what
   * @param viewableAt when it had been seen, or {@link Act#NEVER}
   * @param quartilesAt when each quartile was reached that was
   * @param clicksAt when it was clicked
   * @param flaggedAt when it was found invalid, or {@link Act#NEVER}
   * @param convertedAt when it led to something, or {@link Act#NEVER}
   */
  public record Shown(
      String id,
      int slot,
      long at,
      int campaign,
      long revenueMicros,
      String currency,
      long viewableAt,
      List<Long> quartilesAt,
      List<Long> clicksAt,
      long flaggedAt,
      long convertedAt) {

    /** True unless it was found invalid. */
    public boolean valid() {
      return flaggedAt == NEVER;
    }

    /** What the campaign pays for. */
    public Pays pays() {
      return campaign % 8 == 6 ? Pays.CLICK : campaign % 8 == 7 ? Pays.VIEW : Pays.IMPRESSION;
    }

    /** When what it pays for happened, or {@link Act#NEVER}. */
    public long paidAt() {
      return switch (pays()) {
        case IMPRESSION -> at;
        case CLICK -> clicksAt.isEmpty() ? NEVER : clicksAt.get(0);
        case VIEW -> quartilesAt.size() < QUARTILES ? NEVER : quartilesAt.get(QUARTILES - 1);
      };
    }

    /** What it earned. */
    public long earnedMicros() {
      return paidAt() == NEVER ? 0 : revenueMicros;
    }

    private Shown until(long cut) {
      return new Shown(
          id,
          slot,
          at,
          campaign,
          revenueMicros,
          currency,
          before(viewableAt, cut),
          quartilesAt.stream().filter(moment -> moment < cut).toList(),
          clicksAt.stream().filter(moment -> moment < cut).toList(),
          before(flaggedAt, cut),
          before(convertedAt, cut));
    }

    private static long before(long moment, long cut) {
      return moment < cut ? moment : NEVER;
    }

    /** The last thing that happened with it. */
    private long last() {
      long last = Math.max(at, Math.max(viewableAt, Math.max(flaggedAt, convertedAt)));
      for (long moment : quartilesAt) {
        last = Math.max(last, moment);
      }
      for (long moment : clicksAt) {
        last = Math.max(last, moment);
      }
      return last;
    }
  }

  @Override
  public Optional<AdBreak> until(long cutMillis) {
    if (at >= cutMillis) {
      return Optional.empty();
    }
    if (shown.stream().allMatch(ad -> ad.last() < cutMillis)) {
      return Optional.of(this);
    }
    List<Shown> begun =
        shown.stream().filter(ad -> ad.at() < cutMillis).map(ad -> ad.until(cutMillis)).toList();
    return Optional.of(new AdBreak(id, person, device, at, placement, play, title, slots, begun));
  }

  @Override
  public void tell(Witness witness) {
    witness.adBreak(this);
  }
}
