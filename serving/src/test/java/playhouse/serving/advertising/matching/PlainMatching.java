package playhouse.serving.advertising.matching;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import playhouse.models.tagging.Taxonomy;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.orders.Targeting;

/** The rules of matching, one flight after another, as plainly as they can be said. */
final class PlainMatching implements Matching {
  private final KnownPeople people;

  PlainMatching(KnownPeople people) {
    this.people = people;
  }

  @Override
  public Matched match(Flights.All flights, Opportunity there) {
    List<Fit> fits = new ArrayList<>();
    List<Denied> denied = new ArrayList<>();
    Set<String> all = new LinkedHashSet<>();
    for (Flight flight : flights.flights()) {
      List<Creative> creatives =
          flight.creatives().stream().filter(one -> shown(one, there)).toList();
      if (!context(flight.lineItem(), there) || creatives.isEmpty()) {
        continue;
      }
      String way = way(flight.lineItem().targeting(), there);
      if (way.equals("!minor") || way.equals("!consent")) {
        all.add(way.substring(1));
      } else if (way.startsWith("!")) {
        denied.add(denied(flight, way.substring(1)));
      } else if (!way.isEmpty() && has(there.tags(), flight.lineItem().targeting().notTags())) {
        denied.add(denied(flight, "brand_safety"));
      } else if (!way.isEmpty()) {
        String[] parts = way.split(" ", -1);
        fits.add(
            new Fit(
                flight,
                creatives,
                parts[0],
                parts.length > 1 ? Optional.of(parts[1]) : Optional.empty()));
      }
    }
    all.forEach(reason -> denied.add(new Denied(Optional.empty(), reason)));
    return new Matched(fits, denied);
  }

  private static Denied denied(Flight flight, String reason) {
    return new Denied(Optional.of(flight.lineItem().id().toString()), reason);
  }

  private static boolean context(LineItem item, Opportunity there) {
    Targeting t = item.targeting();
    return !there.now().isBefore(item.begins())
        && there.now().isBefore(item.ends())
        && (item.dayparts().isEmpty() || item.dayparts().stream().anyMatch(part -> in(part, there)))
        && (t.countries().isEmpty() || there.country().filter(t.countries()::contains).isPresent())
        && (t.devices().isEmpty() || t.devices().contains(there.device()))
        && (t.placements().isEmpty() || t.placements().contains(there.placement()))
        && (t.titles().isEmpty() || there.title().filter(t.titles()::contains).isPresent())
        && there.title().filter(t.notTitles()::contains).isEmpty()
        && (t.tags().isEmpty() || has(there.tags(), t.tags()));
  }

  private static boolean in(LineItem.Daypart part, Opportunity there) {
    ZonedDateTime clock = there.now().atZone(ZoneId.of(part.zone()));
    return clock.getDayOfWeek().getValue() == part.day()
        && clock.getHour() >= part.fromHour()
        && clock.getHour() < part.untilHour();
  }

  private static boolean has(Set<String> tags, Set<String> wanted) {
    return tags.stream().anyMatch(tag -> wanted.stream().anyMatch(one -> below(tag, one)));
  }

  private static boolean below(String tag, String parent) {
    return tag.equals(parent)
        || Taxonomy.bundled()
            .find(tag)
            .flatMap(Taxonomy.Node::parent)
            .filter(up -> below(up, parent))
            .isPresent();
  }

  private static boolean shown(Creative creative, Opportunity there) {
    for (String category : creative.categories()) {
      String tag = category.startsWith("iab:") ? category : "iab:" + category;
      for (String barred : there.barred()) {
        if (below(tag, barred.startsWith("iab:") ? barred : "iab:" + barred)) {
          return false;
        }
      }
      if (there.age().isPresent()
          && List.of("iab:181", "iab:211", "iab:188", "iab:v9i3On").stream()
              .anyMatch(bad -> below(tag, bad))) {
        return false;
      }
    }
    if (there.age().isPresent() && creative.age() > there.age().getAsInt()) {
      return false;
    }
    return creative.domains().stream()
        .noneMatch(
            own ->
                there.barredDomains().stream()
                    .anyMatch(bad -> own.equals(bad) || own.endsWith("." + bad)));
  }

  private String way(Targeting t, Opportunity there) {
    boolean byTags = t.byContextToo() && !t.tags().isEmpty();
    if (!t.byPerson()) {
      return t.tags().isEmpty() && t.titles().isEmpty() ? "everybody" : "context";
    }
    if (there.age().isPresent() || !there.personal()) {
      return byTags ? "context" : there.age().isPresent() ? "!minor" : "!consent";
    }
    if (there.person().isEmpty()) {
      return byTags ? "context" : "";
    }
    UUID person = there.person().get();
    if (t.notSegments().stream().anyMatch(segment -> people.is(person, segment))) {
      // Excluded, unless one that may not be asked comes before: both keep it away.
      return "";
    }
    String refused = "";
    for (String segment : t.notSegments().stream().sorted().toList()) {
      refused = refused.isEmpty() ? KnownPeople.refused(segment) : refused;
    }
    if (!refused.isEmpty()) {
      return "!" + refused;
    }
    if (t.segments().isEmpty() && t.lookalikes().isEmpty()) {
      return t.tags().isEmpty() ? "everybody" : "context";
    }
    for (String segment : t.segments().stream().sorted().toList()) {
      if (people.is(person, segment)) {
        return "segment " + segment;
      }
      refused = refused.isEmpty() ? KnownPeople.refused(segment) : refused;
    }
    for (String segment : t.lookalikes().stream().sorted().toList()) {
      boolean may = KnownPeople.refused(segment).isEmpty();
      if (may && (people.is(person, segment) || people.like(person, segment))) {
        return "lookalike " + segment;
      }
      refused = refused.isEmpty() ? KnownPeople.refused(segment) : refused;
    }
    if (!refused.isEmpty()) {
      return "!" + refused;
    }
    return byTags && !people.known(person) ? "context" : "";
  }
}
