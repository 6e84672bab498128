package playhouse.serving.acquisition.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All grants of one title, as numbers; it never changes. */
final class Shelf {
  private static final int ANY_HEIGHT = Integer.MAX_VALUE;
  static final Shelf EMPTY = new Shelf(List.of());

  private final List<Slot> slots;

  /** One grant; a class of numbers, so that asking makes nothing. */
  private record Slot(
      UUID id,
      Territories places,
      long from,
      long until,
      int models,
      int devices,
      int height,
      int held,
      long heldUntil) {
    private static Slot of(Grant grant) {
      Terms terms = grant.terms();
      return new Slot(
          grant.id(),
          terms.places(),
          Place.micros(terms.from()),
          Place.micros(grant.until()),
          Model.bits(terms.models()),
          Device.bits(terms.devices()),
          terms.greatestHeight().orElse(ANY_HEIGHT),
          terms.holdback().map(back -> Model.bits(back.models())).orElse(0),
          terms.holdback().map(back -> Place.micros(back.until())).orElse(Long.MIN_VALUE));
    }

    private boolean open(long now) {
      return from <= now && now < until;
    }

    private Verdict verdict(Place place, int heldBack) {
      if (!places.has(place.territory())) {
        return Verdict.TERRITORY;
      }
      if (!open(place.micros())) {
        return Verdict.WINDOW;
      }
      int common = models & place.models();
      if (common == 0) {
        return Verdict.MODEL;
      }
      if ((common & ~heldBack) == 0) {
        return Verdict.HOLDBACK;
      }
      if ((devices & place.devices()) != place.devices()) {
        return Verdict.DEVICE;
      }
      return height < place.height() ? Verdict.RESOLUTION : Verdict.GRANTED;
    }
  }

  private Shelf(List<Slot> slots) {
    this.slots = List.copyOf(slots);
  }

  /** With another grant, or with one as it stands now. */
  Shelf with(Grant grant) {
    List<Slot> some = new ArrayList<>(slots);
    some.removeIf(slot -> slot.id().equals(grant.id()));
    some.add(Slot.of(grant));
    return new Shelf(some);
  }

  Verdict verdict(Place place) {
    int heldBack = heldBack(place);
    Verdict best = Verdict.RIGHTS;
    for (int i = 0; i < slots.size(); i++) {
      Verdict one = slots.get(i).verdict(place, heldBack);
      if (one.compareTo(best) > 0) {
        best = one;
      }
    }
    return best;
  }

  /** Models that must wait there and then, whoever grants them. */
  private int heldBack(Place place) {
    int held = 0;
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (slot.held() != 0
          && slot.open(place.micros())
          && place.micros() < slot.heldUntil()
          && slot.places().has(place.territory())) {
        held |= slot.held();
      }
    }
    return held;
  }

  RightsApi.Availability at(Place place) {
    int heldBack = heldBack(place);
    int models = 0;
    int height = 0;
    List<UUID> grants = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.verdict(place, heldBack) == Verdict.GRANTED) {
        models |= slot.models() & place.models() & ~heldBack;
        height = Math.max(height, slot.height());
        grants.add(slot.id());
      }
    }
    return new RightsApi.Availability(
        verdict(place),
        Model.of(models),
        grants.isEmpty() || height == ANY_HEIGHT ? Optional.empty() : Optional.of(height),
        List.copyOf(grants),
        next(place.micros()).map(Place::instant));
  }

  /** When one of its grants begins, ends or lets others go on next. */
  Optional<Long> next(long after) {
    return moments().stream().filter(moment -> moment > after).min(Long::compare);
  }

  /** When something may change by itself. */
  List<Long> moments() {
    List<Long> all = new ArrayList<>();
    for (Slot slot : slots) {
      all.add(slot.from());
      all.add(slot.until());
      if (slot.held() != 0) {
        all.add(slot.heldUntil());
      }
    }
    return all.stream().distinct().sorted().toList();
  }
}
