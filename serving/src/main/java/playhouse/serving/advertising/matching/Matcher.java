package playhouse.serving.advertising.matching;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.personalisation.lookalikes.LookalikesApi;
import playhouse.serving.personalisation.segments.SegmentsApi;

/** {@link Matching} by an index that is made anew whenever flights change. */
public final class Matcher implements Matching {
  private final SegmentsApi segments;
  private final LookalikesApi lookalikes;
  private volatile FlightIndex index = new FlightIndex(new Flights.All(0, List.of()));

  /** Asks those of people. */
  public Matcher(SegmentsApi segments, LookalikesApi lookalikes) {
    this.segments = segments;
    this.lookalikes = lookalikes;
  }

  @Override
  public Matched match(Flights.All flights, Opportunity there) {
    FlightIndex known = index;
    if (!known.isOf(flights)) {
      known = new FlightIndex(flights);
      index = known;
    }
    return new Look(known, there).matched();
  }

  /** One break that is looked at. */
  private final class Look {
    private final FlightIndex flights;
    private final Opportunity there;
    private final Set<String> barred;
    private final Hours hours;
    private final Viewing viewing;
    private final List<Fit> fits = new ArrayList<>();
    private final List<Denied> denied = new ArrayList<>();
    private final Set<String> deniedToAll = new LinkedHashSet<>();

    Look(FlightIndex flights, Opportunity there) {
      this.flights = flights;
      this.there = there;
      barred = Tags.categories(there.barred());
      hours = new Hours(there.now());
      viewing = new Viewing(there, flights.segments(), segments, lookalikes);
    }

    Matched matched() {
      Set<String> tagged = Tags.above(there.tags());
      long[] fitting = flights.fitting(there, tagged);
      long[] unsafe = flights.unsafe(tagged);
      for (int word = 0; word < fitting.length; word++) {
        for (long bits = fitting[word]; bits != 0; bits &= bits - 1) {
          int bit = Long.numberOfTrailingZeros(bits);
          look(flights.item(word * 64 + bit), (unsafe[word] >>> bit & 1) != 0);
        }
      }
      deniedToAll.forEach(reason -> denied.add(new Denied(Optional.empty(), reason)));
      return new Matched(fits, denied);
    }

    private void look(FlightIndex.Item item, boolean unsafe) {
      LineItem lineItem = item.flight().lineItem();
      if (there.now().isBefore(lineItem.begins())
          || !there.now().isBefore(lineItem.ends())
          || !hours.in(item.dayparts())) {
        return;
      }
      List<Creative> creatives = creatives(item);
      if (creatives.isEmpty()) {
        return;
      }
      Viewing.Way way = viewing.way(item);
      if (way.by().isEmpty()) {
        way.denied().ifPresent(reason -> deny(lineItem, reason));
      } else if (unsafe) {
        denied.add(new Denied(Optional.of(lineItem.id().toString()), "brand_safety"));
      } else {
        fits.add(new Fit(item.flight(), creatives, way.by().get(), way.segment()));
      }
    }

    /** Of minors and of who did not agree it is told once, however many flights go by people. */
    private void deny(LineItem lineItem, String reason) {
      if (reason.equals("minor") || reason.equals("consent")) {
        deniedToAll.add(reason);
      } else {
        denied.add(new Denied(Optional.of(lineItem.id().toString()), reason));
      }
    }

    private List<Creative> creatives(FlightIndex.Item item) {
      List<Creative> some = new ArrayList<>(item.shown().size());
      for (Shown shown : item.shown()) {
        if (shown.allowed(there, barred)) {
          some.add(shown.creative());
        }
      }
      return some.size() == item.shown().size() ? item.creatives() : some;
    }
  }
}
