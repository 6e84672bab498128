package playhouse.streaming.kpi.core;

import static playhouse.streaming.kpi.core.FactRows.row;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.FactType;
import playhouse.contracts.Family;
import playhouse.contracts.behaviour.Activity;

/** Tables that keep facts as they were told. */
final class Told {
  static final List<LiveTable> TABLES =
      List.of(
          new FactRows(
              "core.interactions",
              List.of("person", "kind", "network", "active", "quarter_no"),
              typesOf(Family.INTERACTION),
              Told::interaction),
          new FactRows(
              "core.registrations",
              List.of("channel", "quarter_no"),
              Set.of("account.verified"),
              fact -> row(fact.text("channel"), Clock.quarterNo(fact.occurred()))),
          new FactRows(
              "core.crashes",
              List.of("person", "quarter_no"),
              Set.of("app.crashed"),
              fact -> row(fact.person(), Clock.quarterNo(fact.occurred()))),
          new FactRows(
              "core.service_samples",
              List.of("service", "requests", "failed", "minute_no", "quarter_no"),
              Set.of("health.sampled"),
              fact ->
                  row(
                      fact.text("service"),
                      fact.number("requests"),
                      fact.number("failed"),
                      Clock.minuteNo(fact.occurred()),
                      Clock.quarterNo(fact.occurred()))),
          new FactRows(
              "core.mentions",
              List.of("network", "sentiment", "quarter_no"),
              Set.of("mention.seen"),
              fact ->
                  row(
                      fact.text("network"),
                      fact.text("sentiment"),
                      Clock.quarterNo(fact.occurred()))));

  private Told() {}

  /** The names of a family's types. */
  static Set<String> typesOf(Family family) {
    return FactType.all().stream()
        .filter(type -> type.family() == family)
        .map(FactType::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<@Nullable Object> interaction(Body fact) {
    String type = fact.fact().type();
    return row(
        fact.person(),
        type,
        type.equals("share.completed") ? fact.text("network") : null,
        Activity.INTERACTIONS.contains(type),
        Clock.quarterNo(fact.occurred()));
  }
}
