package playhouse.models.valuation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import playhouse.models.valuation.hours.GenreMeans;
import playhouse.models.valuation.hours.Hours;
import playhouse.models.valuation.hours.HoursModel;
import playhouse.models.valuation.hours.Likeness;
import playhouse.models.valuation.hours.Past;
import playhouse.models.valuation.hours.TitleFacts;
import playhouse.models.valuation.hours.TitleWeeks;

/**
 * All that is needed to value a title: what hours follow from, what an hour brings, and what people
 * are worth.
 *
 * @param day the last day that it knows of, ISO 8601
 * @param all what all titles brought together
 * @param prior what is to be believed of the uplift of any title
 * @param merits of the titles that others are compared with
 */
public record ValuationModel(
    String day,
    HoursModel hours,
    GenreMeans means,
    Worth worth,
    Earned all,
    Uplift prior,
    Map<String, Merit> merits) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Learns.
   *
   * @param merits by title; those that are not there brought nothing yet
   * @return empty if there is too little past to learn from
   */
  public static Optional<ValuationModel> learn(
      String day, Past past, Map<String, Merit> merits, Worth worth) {
    return past.horizon()
        .flatMap(weeks -> HoursModel.learn(past, weeks))
        .map(hours -> of(day, past, hours, new TreeMap<>(merits), worth));
  }

  private static ValuationModel of(
      String day, Past past, HoursModel hours, Map<String, Merit> merits, Worth worth) {
    Earned all = merits.values().stream().map(Merit::earned).reduce(Earned.NOTHING, Earned::and);
    Uplift prior = Uplift.prior(merits.values().stream().map(Merit::uplift).toList());
    Map<String, Merit> kept = new TreeMap<>();
    hours
        .known()
        .forEach(
            known -> {
              String title = known.facts().title();
              kept.put(title, merits.getOrDefault(title, Merit.NONE));
            });
    return new ValuationModel(
        day, hours, GenreMeans.of(past, hours.weeks()), worth, all, prior, kept);
  }

  /** Reads what {@link #json} wrote. */
  public static ValuationModel parse(String json) {
    try {
      return JSON.readValue(json, ValuationModel.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no model of valuation: " + e.getOriginalMessage(), e);
    }
  }

  /** The same model is written the same. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a model is always writable", e);
    }
  }

  /** Follows from the content. */
  public static String version(String json) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** How many weeks ahead it tells. */
  public int weeks() {
    return hours.weeks();
  }

  /** What a title that is offered is worth from the moment on. */
  public Valuation of(TitleWeeks title, Merit own) {
    List<Likeness.Near> near = near(title.facts());
    Hours foretold =
        hours.knowsHistory() && title.ageWeeks() >= 1
            ? hours.ofHistory(title)
            : hours.ofProperties(title.facts(), near, title.ageWeeks() < weeks());
    Uplift uplift = own.uplift().towards(prior);
    return priced(title.facts(), foretold, near, own.earned().anHour(all), uplift);
  }

  /** What a title that nobody has bought yet would be worth in its first weeks. */
  public Valuation of(TitleFacts candidate) {
    List<Likeness.Near> near = near(candidate);
    Earned earned = Earned.NOTHING;
    for (Likeness.Near one : near) {
      earned = earned.and(merit(one).earned().times(one.weight()));
    }
    return priced(
        candidate,
        hours.ofProperties(candidate, near, true),
        near,
        earned.anHour(all),
        upliftLike(near));
  }

  /** Like that of comparables, and as unsure as that of any title that is not measured. */
  private Uplift upliftLike(List<Likeness.Near> near) {
    double weights = 1;
    double sum = prior.mean();
    for (Likeness.Near one : near) {
      weights += one.weight();
      sum += one.weight() * merit(one).uplift().towards(prior).mean();
    }
    return new Uplift(sum / weights, prior.deviation(), 0);
  }

  private List<Likeness.Near> near(TitleFacts title) {
    return hours.near(title);
  }

  private Merit merit(Likeness.Near near) {
    return merits.getOrDefault(hours.known().get(near.index()).facts().title(), Merit.NONE);
  }

  private Valuation priced(
      TitleFacts title, Hours foretold, List<Likeness.Near> near, Earned anHour, Uplift uplift) {
    return new Pricing(worth, anHour, foretold, uplift)
        .valuation(
            title.title(),
            weeks(),
            means.of(title),
            near.stream()
                .map(
                    one -> {
                      HoursModel.Known known = hours.known().get(one.index());
                      return new Valuation.Compared(
                          known.facts().title(), one.weight(), known.hours());
                    })
                .toList());
  }
}
