package playhouse.local.verify.rights;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A grant as it was told to the house, and what its words mean: a day is what the calendar of its
 * zone shows at a moment, first and last day included.
 *
 * @param except of everywhere
 * @param devices none is all
 * @param lines most; 0 is any
 * @param held models that wait for so many days
 * @param ended when it was ended; empty if it was not
 */
record Deal(
    String id,
    String title,
    String licensor,
    List<String> territories,
    List<String> except,
    List<String> models,
    List<String> devices,
    int lines,
    boolean exclusive,
    LocalDate first,
    LocalDate last,
    ZoneId zone,
    List<String> held,
    int heldDays,
    Optional<Instant> ended) {
  static final List<String> DEVICES = List.of("tv", "web", "ios", "android", "console", "other");

  boolean open(Instant at) {
    LocalDate day = at.atZone(zone).toLocalDate();
    return !day.isBefore(first) && !day.isAfter(last) && ended.map(at::isBefore).orElse(true);
  }

  boolean over(Instant at) {
    return at.atZone(zone).toLocalDate().isAfter(last)
        || ended.map(end -> !at.isBefore(end)).orElse(false);
  }

  /** Nobody knows where: then it must be everywhere. */
  boolean there(String territory) {
    boolean everywhere = territories.contains("*");
    return territory.isEmpty()
        ? everywhere && except.isEmpty()
        : (everywhere || territories.contains(territory)) && !except.contains(territory);
  }

  boolean waits(String model, Instant at) {
    return held.contains(model) && at.atZone(zone).toLocalDate().isBefore(first.plusDays(heldDays));
  }

  boolean on(String device) {
    return device.isEmpty()
        ? devices.isEmpty() || devices.containsAll(DEVICES)
        : devices.isEmpty() || devices.contains(device);
  }

  Deal endedAt(Instant end) {
    return new Deal(
        id,
        title,
        licensor,
        territories,
        except,
        models,
        devices,
        lines,
        exclusive,
        first,
        last,
        zone,
        held,
        heldDays,
        Optional.of(end));
  }

  Deal named(String given) {
    return new Deal(
        given,
        title,
        licensor,
        territories,
        except,
        models,
        devices,
        lines,
        exclusive,
        first,
        last,
        zone,
        held,
        heldDays,
        ended);
  }

  /** As the house is told. */
  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", title);
    body.put("licensor", licensor);
    body.put("territories", territories);
    body.put("except", except);
    body.put("models", models);
    body.put("devices", devices);
    if (lines > 0) {
      body.put("greatestHeight", lines);
    }
    body.put("exclusive", exclusive);
    body.put("firstDay", first.toString());
    body.put("lastDay", last.toString());
    body.put("zone", zone.getId());
    if (!held.isEmpty()) {
      body.put("holdback", Map.of("models", held, "days", heldDays));
    }
    return body;
  }
}
