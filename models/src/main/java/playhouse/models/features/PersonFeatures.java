package playhouse.models.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The features of people, each defined once. */
public final class PersonFeatures {
  private static final long DAY = Moments.micros(Duration.ofDays(1));
  private static final double MICROS = 1e6;

  private static final List<Feature> ALL = defined();

  private PersonFeatures() {}

  public static List<Feature> all() {
    return ALL;
  }

  private static List<Feature> defined() {
    List<Feature> all = new ArrayList<>();
    all.addAll(watching());
    all.addAll(talking());
    all.addAll(subscribing());
    all.addAll(paying());
    return List.copyOf(all);
  }

  private static List<Feature> watching() {
    return List.of(
        count("plays_7d", "plays that ended in the last 7 days", Kind.PLAYED, 7),
        count("plays_28d", "plays that ended in the last 28 days", Kind.PLAYED, 28),
        recent(
            "played_hours_7d", "hours played in the last 7 days", Kind.PLAYED, 7, Readings::hours),
        recent(
            "played_hours_28d",
            "hours played in the last 28 days",
            Kind.PLAYED,
            28,
            Readings::hours),
        over(
            "played_hours_before",
            "hours played in the 28 days before the last 28",
            Kind.PLAYED,
            56,
            (life, at) ->
                Readings.sum(
                    life.between(Kind.PLAYED, at - 56 * DAY, at - 28 * DAY), Readings::hours)),
        over(
            "watching_days_28d",
            "of the last 28 days, how many (counted back from the moment) had a play",
            Kind.PLAYED,
            28,
            Readings::watchingDays),
        over(
            "completion_28d",
            "mean share seen of what was played in the last 28 days",
            Kind.PLAYED,
            28,
            Readings::completion),
        over(
            "tv_share_28d",
            "share of the last 28 days' plays that were on television",
            Kind.PLAYED,
            28,
            Readings::television),
        since("days_since_play", "days since a play ended, none for 90", Kind.PLAYED));
  }

  private static List<Feature> talking() {
    return List.of(
        count("deeds_28d", "likes, ratings, comments and such in 28 days", Kind.INTERACTED, 28),
        since("days_since_deed", "days since the last of them, none for 90", Kind.INTERACTED),
        count("tickets_90d", "tickets opened in the last 90 days", Kind.TICKET, 90),
        over(
            "complaints_90d",
            "complaints among them",
            Kind.TICKET,
            90,
            (life, at) ->
                life.between(Kind.TICKET, at - 90 * DAY, at).stream()
                    .filter(ticket -> ticket.word().equals("complaint"))
                    .count()));
  }

  private static List<Feature> subscribing() {
    return List.of(
        ever(
            "tenure_days",
            "days since the account was verified",
            (life, at) -> Readings.age(life.until(Kind.REGISTERED, at), at),
            Kind.REGISTERED),
        stretches("mrr", "what 30 days of subscriptions bring now", Readings::mrr),
        stretches("paid_days", "days since the paid stretch began", Readings::paidDays),
        stretches("on_trial", "1 while on trial", (life, at) -> Readings.state(life, at, "trial")),
        stretches(
            "paused",
            "1 while a subscription rests",
            (life, at) -> Readings.state(life, at, "paused")),
        stretches(
            "left_before",
            "how often subscriptions ended for good",
            (life, at) ->
                life.until(Kind.STRETCH_ENDED, at).stream().filter(Readings::left).count()),
        stretches(
            "days_since_left",
            "days since one ended for good",
            (life, at) ->
                Readings.age(
                    Readings.latest(
                        life.until(Kind.STRETCH_ENDED, at).stream()
                            .filter(Readings::left)
                            .toList()),
                    at)),
        stretches(
            "stretches",
            "how many stretches of one plan and state there were",
            (life, at) -> life.until(Kind.STRETCH_BEGAN, at).size()));
  }

  private static List<Feature> paying() {
    return List.of(
        recent(
            "paid_90d",
            "what was paid of invoices in the last 90 days",
            Kind.INVOICE_PAID,
            90,
            paid -> paid.amount() / MICROS),
        ever(
            "invoices_open",
            "invoices issued and not paid yet",
            Readings::open,
            Kind.INVOICED,
            Kind.INVOICE_PAID),
        since("days_since_paid", "days since an invoice was paid, none for 90", Kind.INVOICE_PAID),
        recent(
            "given_back_90d",
            "what went back in the last 90 days",
            Kind.GIVEN_BACK,
            90,
            back -> back.amount() / MICROS));
  }

  private static Feature count(String name, String meaning, Kind kind, int days) {
    return over(
        name, meaning, kind, days, (life, at) -> life.between(kind, at - days * DAY, at).size());
  }

  private static Feature recent(
      String name, String meaning, Kind kind, int days, ToDoubleFunction<Fact> what) {
    return over(
        name,
        meaning,
        kind,
        days,
        (life, at) -> Readings.sum(life.between(kind, at - days * DAY, at), what));
  }

  private static Feature since(String name, String meaning, Kind kind) {
    return over(
        name,
        meaning,
        kind,
        90,
        (life, at) -> Readings.age(Readings.latest(life.between(kind, at - 90 * DAY, at)), at));
  }

  private static Feature over(
      String name, String meaning, Kind kind, int days, Feature.Reading reading) {
    return new Feature(name, meaning, Set.of(kind), Optional.of(Duration.ofDays(days)), reading);
  }

  private static Feature stretches(String name, String meaning, Feature.Reading reading) {
    return ever(name, meaning, reading, Kind.STRETCH_BEGAN, Kind.STRETCH_ENDED);
  }

  private static Feature ever(String name, String meaning, Feature.Reading reading, Kind... kinds) {
    return new Feature(name, meaning, Set.copyOf(Arrays.asList(kinds)), Optional.empty(), reading);
  }
}
