package playhouse.serving.advertising.orders.bookings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import playhouse.models.tagging.Taxonomy;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Targeting;
import playhouse.serving.personalisation.segments.SegmentsApi;
import playhouse.serving.platform.Refusal;

/** What must hold of a line item; what does not is refused by name. */
public final class Rules {
  private static final Duration LONGEST = Duration.ofDays(731);
  private static final int MOST_IMPRESSIONS = 1_000;
  private static final long YEAR_SECONDS = 31_536_000;
  private static final int THOUSAND = 1_000;
  private static final String IAB = "iab:";
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final UUID NOBODY = new UUID(0, 0);

  private final SegmentsApi segments;
  private final Taxonomy taxonomy = Taxonomy.bundled();

  /** Asks those of segments. */
  public Rules(SegmentsApi segments) {
    this.segments = segments;
  }

  /**
   * Refuses what cannot be.
   *
   * @throws Refusal 400 that says what
   */
  public void check(LineItem item, Instant now) {
    time(item, now);
    money(item);
    goal(item);
    caps(item);
    item.dayparts().forEach(Rules::daypart);
    audience(item.targeting());
  }

  private static void time(LineItem item, Instant now) {
    must(item.begins().isBefore(item.ends()), "ends", "must be after it begins");
    must(item.ends().isAfter(now), "ends", "must be to come");
    must(
        Duration.between(item.begins(), item.ends()).compareTo(LONGEST) <= 0,
        "ends",
        "must be within two years of its beginning");
  }

  private static void money(LineItem item) {
    if (item.kind() == LineItem.Kind.HOUSE) {
      must(item.priceMicros() == 0, "priceMicros", "must be 0: what is ours costs nothing");
      must(item.budgetMicros() == 0, "budgetMicros", "must be 0: what is ours costs nothing");
      return;
    }
    boolean thousand = item.pricing() == LineItem.Pricing.CPM;
    must(item.priceMicros() > 0, "priceMicros", "must be more than 0");
    // So that a thousand impressions cost it to the millionth.
    must(
        !thousand || item.priceMicros() % THOUSAND == 0,
        "priceMicros",
        "must be whole thousandths of the currency unit for a thousand impressions");
    long one = thousand ? item.priceMicros() / THOUSAND : item.priceMicros();
    must(item.budgetMicros() >= one, "budgetMicros", "must pay for one at least");
    item.dayBudgetMicros()
        .ifPresent(
            day ->
                must(
                    day >= one && day <= item.budgetMicros(),
                    "dayBudgetMicros",
                    "must pay for one at least, and not be more than the whole"));
  }

  private static void goal(LineItem item) {
    boolean guaranteed = item.kind() == LineItem.Kind.GUARANTEED;
    must(
        guaranteed == item.goal().isPresent(),
        "goal",
        "must be given for what is guaranteed, and for nothing else");
    must(
        !guaranteed || item.pricing() == LineItem.Pricing.CPM,
        "pricing",
        "must be cpm where impressions are guaranteed");
    item.goal()
        .ifPresent(
            goal ->
                must(
                    goal <= item.budgetMicros() / (item.priceMicros() / THOUSAND),
                    "goal",
                    "must be paid for by the budget"));
  }

  private static void caps(LineItem item) {
    Set<Long> spans = new HashSet<>();
    for (LineItem.Cap cap : item.caps()) {
      must(
          cap.impressions() >= 1 && cap.impressions() <= MOST_IMPRESSIONS,
          "caps",
          "must have 1 to " + MOST_IMPRESSIONS + " impressions");
      must(
          cap.seconds() >= 1 && cap.seconds() <= YEAR_SECONDS,
          "caps",
          "must be of 1 to " + YEAR_SECONDS + " seconds");
      must(spans.add(cap.seconds()), "caps", "must have one for so many seconds only");
    }
  }

  private static void daypart(LineItem.Daypart part) {
    must(part.day() >= 1 && part.day() <= 7, "dayparts", "must be of a day from 1 (Monday) to 7");
    must(
        part.fromHour() >= 0 && part.fromHour() < part.untilHour() && part.untilHour() <= 24,
        "dayparts",
        "must be from an hour until a later one, 0 to 24");
    try {
      ZoneId.of(part.zone());
    } catch (DateTimeException | NullPointerException e) {
      throw Refusal.bad("dayparts", "must be of a zone such as Asia/Shanghai");
    }
  }

  private void audience(Targeting targeting) {
    targeting
        .countries()
        .forEach(
            one ->
                must(
                    COUNTRIES.contains(one),
                    "countries",
                    "has one that ISO 3166-1 does not know: " + one));
    targeting.tags().forEach(tag -> known("tags", tag));
    targeting.notTags().forEach(tag -> known("notTags", tag));
    targeting.segments().forEach(one -> targetable("segments", one));
    targeting.lookalikes().forEach(one -> targetable("lookalikes", one));
    targeting.notSegments().forEach(one -> targetable("notSegments", one));
  }

  private void known(String field, String tag) {
    must(
        !tag.startsWith(IAB) || taxonomy.find(tag).isPresent(),
        field,
        "has one that the content taxonomy does not know: " + tag);
  }

  /** One that is too small today may be large enough when it is shown. */
  private void targetable(String field, String segment) {
    try {
      segments.in(NOBODY, segment);
    } catch (Refusal e) {
      must(e.code().equals("segment_too_small"), field, "has one for nobody: " + segment);
    }
  }

  private static void must(boolean holds, String field, String what) {
    if (!holds) {
      throw Refusal.bad(field, what);
    }
  }
}
