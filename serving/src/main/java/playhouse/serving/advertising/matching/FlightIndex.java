package playhouse.serving.advertising.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.orders.Targeting;

/** All flights by what they are for: a bit for each, a row of bits for each value. */
final class FlightIndex {
  private final Flights.All all;
  private final List<Item> items = new ArrayList<>();
  private final Map<String, Integer> segments = new LinkedHashMap<>();
  private final Dimension countries;
  private final Dimension devices;
  private final Dimension placements;
  private final Dimension titles;
  private final Dimension tags;
  private final Dimension notTitles;
  private final Dimension notTags;

  /**
   * A flight, read once.
   *
   * @param creatives all of the flight's
   * @param segments numbers of those that it is for
   * @param lookalikes of those whose likes it is for
   * @param notSegments of those whose people do not see it
   */
  record Item(
      Flight flight,
      List<Shown> shown,
      List<Creative> creatives,
      List<Hours.Part> dayparts,
      List<Integer> segments,
      List<Integer> lookalikes,
      List<Integer> notSegments) {

    Targeting targeting() {
      return flight.lineItem().targeting();
    }
  }

  /** Of all these. */
  FlightIndex(Flights.All all) {
    this.all = all;
    int size = all.flights().size();
    countries = new Dimension(size);
    devices = new Dimension(size);
    placements = new Dimension(size);
    titles = new Dimension(size);
    tags = new Dimension(size);
    notTitles = new Dimension(size);
    notTags = new Dimension(size);
    all.flights().forEach(this::add);
  }

  private void add(Flight flight) {
    Targeting wanted = flight.lineItem().targeting();
    int number = items.size();
    countries.add(number, wanted.countries());
    devices.add(number, wanted.devices());
    placements.add(number, wanted.placements());
    titles.add(number, wanted.titles());
    tags.add(number, wanted.tags());
    notTitles.add(number, wanted.notTitles());
    notTags.add(number, wanted.notTags());
    items.add(
        new Item(
            flight,
            Shown.of(flight.creatives()),
            List.copyOf(flight.creatives()),
            Hours.Part.of(flight.lineItem()),
            numbers(wanted.segments()),
            numbers(wanted.lookalikes()),
            numbers(wanted.notSegments())));
  }

  private List<Integer> numbers(Set<String> names) {
    return names.stream()
        .sorted()
        .map(name -> segments.computeIfAbsent(name, key -> segments.size()))
        .toList();
  }

  /** Flights are the same object until something changes: to compare a thousand takes too long. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Flights.All those) {
    return all == those;
  }

  /** Segments by their numbers. */
  List<String> segments() {
    return List.copyOf(segments.keySet());
  }

  Item item(int number) {
    return items.get(number);
  }

  /**
   * Those whose place and context fit; a bit for each.
   *
   * @param tagged tags of title and moment, with all above
   */
  long[] fitting(Opportunity there, Collection<String> tagged) {
    long[] fits = new long[(items.size() + 63) / 64];
    java.util.Arrays.fill(fits, -1L);
    if (items.size() % 64 != 0) {
      fits[fits.length - 1] = (1L << items.size()) - 1;
    }
    List<String> title = there.title().map(List::of).orElse(List.of());
    placements.keep(fits, List.of(there.placement()));
    countries.keep(fits, there.country().map(List::of).orElse(List.of()));
    devices.keep(fits, List.of(there.device()));
    titles.keep(fits, title);
    tags.keep(fits, tagged);
    long[] not = notTitles.naming(title);
    for (int word = 0; word < fits.length; word++) {
      fits[word] &= ~not[word];
    }
    return fits;
  }

  /** Those that do not want to stand beside these. */
  long[] unsafe(Collection<String> tagged) {
    return notTags.naming(tagged);
  }
}
