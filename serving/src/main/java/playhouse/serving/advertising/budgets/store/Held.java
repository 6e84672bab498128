package playhouse.serving.advertising.budgets.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.advertising.orders.LineItem;

/**
 * Money and a turn that are kept for an impression, or were.
 *
 * @param holder process that set the money aside
 * @param day of UTC on which it was held: whose budget it is
 * @param micros most that it costs
 * @param reservedMicros of which is still held
 * @param bookedMicros of which was paid
 * @param until when it is given back, unless somebody tells of it
 * @param shown when it began to show
 */
public record Held(
    UUID impression,
    UUID lineItem,
    UUID creative,
    UUID advertiser,
    Optional<UUID> person,
    UUID holder,
    LocalDate day,
    LineItem.Pricing pricing,
    String currency,
    long micros,
    long reservedMicros,
    long bookedMicros,
    String request,
    String placement,
    Optional<String> play,
    Optional<String> title,
    int slot,
    State state,
    Instant held,
    Instant until,
    Optional<Instant> shown) {

  /** What became of it. */
  public enum State {
    /** Nobody has told of it yet. */
    OPEN,
    /** It was shown; it may be paid for later where it is paid for by clicks or views. */
    SHOWN,
    /** It was shown, and a click or a view has paid for it. */
    PAID,
    /** It was not shown: its money and its turn were given back. */
    OVER
  }

  /** The turn that it is of somebody; empty if nobody knows of whom. */
  public Optional<Turn> turn() {
    return person.map(who -> new Turn(who, lineItem, impression, until, shown));
  }

  /** Whether somebody may still be told that it was shown. */
  public boolean openAt(Instant now) {
    return state == State.OPEN && !until.isBefore(now);
  }

  /** It began to show: paid now, or by what follows until then. */
  public Held shownAt(Instant now, Instant payable) {
    boolean atOnce = pricing == LineItem.Pricing.CPM;
    return with(
        State.SHOWN,
        atOnce ? 0 : reservedMicros,
        atOnce ? reservedMicros : 0,
        atOnce ? until : payable,
        Optional.of(now));
  }

  /** What follows has paid for it. */
  public Held paid() {
    return with(State.PAID, 0, reservedMicros, until, shown);
  }

  /** Nothing is held for it any more; where it was shown it stays so. */
  public Held lapsed() {
    return with(state == State.OPEN ? State.OVER : state, 0, bookedMicros, until, shown);
  }

  private Held with(State next, long reserved, long booked, Instant end, Optional<Instant> began) {
    return new Held(
        impression,
        lineItem,
        creative,
        advertiser,
        person,
        holder,
        day,
        pricing,
        currency,
        micros,
        reserved,
        booked,
        request,
        placement,
        play,
        title,
        slot,
        next,
        held,
        end,
        began);
  }
}
