package playhouse.serving.acquisition.rights.desk;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.serving.acquisition.rights.Device;
import playhouse.serving.acquisition.rights.Model;
import playhouse.serving.acquisition.rights.Terms;
import playhouse.serving.acquisition.rights.Territories;
import playhouse.serving.platform.Refusal;

/**
 * What is told of a grant, understood: the same terms are the same value, however they are told.
 */
public final class Reading {
  /** When a window without an end ends. */
  public static final Instant OPEN_END = Instant.parse("9999-12-31T00:00:00Z");

  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

  private Reading() {}

  private record Window(Instant from, Instant until, Optional<ZoneId> zone) {}

  /**
   * The terms.
   *
   * @throws Refusal 400 for what does not go together
   */
  public static Terms terms(Wanted wanted) {
    Window window = window(wanted);
    return new Terms(
        wanted.title(),
        wanted.licensor(),
        Optional.ofNullable(wanted.reference()),
        territories("territories", wanted.territories(), true),
        territories("except", listed(wanted.except()), false),
        each("models", wanted.models(), Model::of, "svod, avod, tvod"),
        each(
            "devices",
            listed(wanted.devices()),
            Device::of,
            "tv, web, ios, android, console, other"),
        Optional.ofNullable(wanted.greatestHeight()),
        Boolean.TRUE.equals(wanted.exclusive()),
        window.from(),
        window.until(),
        window.zone().map(ZoneId::getId),
        Optional.ofNullable(wanted.holdback()).map(held -> holdback(held, window)),
        fee(wanted.fee(), wanted.currency()));
  }

  private static <T> List<T> listed(@Nullable List<T> some) {
    return some == null ? List.of() : some;
  }

  private static List<String> territories(String name, List<String> some, boolean all) {
    for (String each : some) {
      boolean everywhere = all && each != null && each.equals(Territories.EVERYWHERE);
      if (!everywhere && (each == null || !Territories.known(each))) {
        throw Refusal.bad(name, "must be codes of ISO 3166-1 alpha-2, and " + each + " is none");
      }
    }
    if (some.contains(Territories.EVERYWHERE) && some.stream().distinct().count() > 1) {
      throw Refusal.bad(name, "is everywhere (*) or some countries, not both");
    }
    return some.stream().distinct().sorted().toList();
  }

  private static <T extends Enum<T>> List<T> each(
      String name, List<String> some, Function<String, Optional<T>> of, String words) {
    return some.stream()
        .map(
            text ->
                Optional.ofNullable(text)
                    .flatMap(of)
                    .orElseThrow(() -> Refusal.bad(name, "must be of " + words)))
        .distinct()
        .sorted()
        .toList();
  }

  private static Window window(Wanted wanted) {
    boolean days = wanted.firstDay() != null || wanted.lastDay() != null;
    boolean moments = wanted.from() != null || wanted.until() != null;
    if (days == moments) {
      throw Refusal.bad(
          days ? "from" : "firstDay", "say either firstDay, lastDay and zone, or from and until");
    }
    Window window = days ? ofDays(wanted) : ofMoments(wanted);
    if (!window.from().isBefore(window.until())) {
      throw Refusal.bad(days ? "lastDay" : "until", "must be after the begin");
    }
    if (window.from().isBefore(EARLIEST) || window.until().isAfter(OPEN_END)) {
      throw Refusal.bad(
          days ? "firstDay" : "from", "the window must lie between 1990 and " + OPEN_END);
    }
    return window;
  }

  private static Window ofMoments(Wanted wanted) {
    if (wanted.zone() != null) {
      throw Refusal.bad("zone", "belongs to firstDay and lastDay");
    }
    return new Window(
        given("from", wanted.from()).truncatedTo(ChronoUnit.MICROS),
        given("until", wanted.until()).truncatedTo(ChronoUnit.MICROS),
        Optional.empty());
  }

  /**
   * A day begins when it does in its zone, which need not be at midnight, and need not last 24 h.
   */
  private static Window ofDays(Wanted wanted) {
    ZoneId zone = zone(given("zone", wanted.zone()));
    LocalDate first = given("firstDay", wanted.firstDay());
    LocalDate last = given("lastDay", wanted.lastDay());
    try {
      return new Window(
          first.atStartOfDay(zone).toInstant(),
          last.plusDays(1).atStartOfDay(zone).toInstant(),
          Optional.of(zone));
    } catch (DateTimeException e) {
      throw Refusal.bad("lastDay", "is too far");
    }
  }

  /** The zone of that name. */
  public static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Refusal.bad("zone", "must be one such as Europe/Berlin");
    }
  }

  private static Terms.Holdback holdback(Wanted.Held held, Window window) {
    Instant until =
        window
            .zone()
            .map(zone -> waits(window.from().atZone(zone).toLocalDate(), held.days(), zone))
            .orElseGet(() -> window.from().plus(Duration.ofDays(held.days())));
    return new Terms.Holdback(
        each("holdback.models", held.models(), Model::of, "svod, avod, tvod"), until);
  }

  /** Whole days of the zone, as those of the window. */
  private static Instant waits(LocalDate first, int days, ZoneId zone) {
    return first.plusDays(days).atStartOfDay(zone).toInstant();
  }

  private static Optional<Money> fee(@Nullable BigDecimal fee, @Nullable String currency) {
    if (fee == null && currency == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Money.of(CurrencyUnit.of(given("currency", currency)), given("fee", fee)));
    } catch (IllegalCurrencyException e) {
      throw Refusal.bad("currency", "must be one of ISO 4217");
    } catch (ArithmeticException e) {
      throw Refusal.bad("fee", "has more digits than its currency");
    }
  }

  private static <T> T given(String name, @Nullable T value) {
    if (value == null) {
      throw Refusal.bad(name, "must be given");
    }
    return value;
  }
}
