package playhouse.serving.personalisation.feedback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.LikeAdded;
import playhouse.contracts.facts.Recommendation;
import playhouse.contracts.facts.RecommendationClicked;
import playhouse.contracts.facts.RecommendationDismissed;
import playhouse.contracts.facts.RecommendationServed;
import playhouse.contracts.facts.ServedItem;
import playhouse.serving.personalisation.people.Consents;
import playhouse.serving.personalisation.recommend.ServedList;

/** Writes down what was served and what came of it, in the contracts' words. */
final class RecommendationFacts {
  private static final String SOURCE = "/serving";
  private static final String MODEL = "recommender";

  /** How many people's words are remembered, and for how long somebody may repeat them. */
  private static final int MOST_FIRST_TIMES = 100_000;

  private static final Duration REPEATED_WITHIN = Duration.ofDays(2);

  private final Cache<String, Instant> firstTimes =
      Caffeine.newBuilder().maximumSize(MOST_FIRST_TIMES).expireAfterWrite(REPEATED_WITHIN).build();
  private final Consents consents;
  private final Clock clock;

  RecommendationFacts(Consents consents, Clock clock) {
    this.consents = consents;
    this.clock = clock;
  }

  Recommendation served(ServedList list) {
    List<ServedItem> items = new ArrayList<>();
    for (ServedList.Item item : list.items()) {
      items.add(
          ServedItem.newBuilder()
              .setTitle(item.title())
              .setPosition(items.size())
              .setScore(item.score())
              .setPropensity(item.propensity())
              .setCandidateSource(item.source())
              .setReason(item.reason().code())
              .setInputs(item.inputs())
              .build());
    }
    return Recommendation.newBuilder()
        .setEnvelope(
            envelope(
                ServedLists.factId(list.id().toString()),
                list.ask().person(),
                list.at().truncatedTo(ChronoUnit.MICROS)))
        .setType("recommendation.served")
        .setRecommendationServed(
            RecommendationServed.newBuilder()
                .setServed(list.id().toString())
                .setSurface(list.ask().surface().text())
                .setContextTitle(list.ask().title().orElse(null))
                .setModel(MODEL)
                .setModelVersion(list.modelVersion())
                .setMillis(list.millis())
                .setItems(items)
                .setInputNames(list.inputNames())
                .setRankedBy(list.rankedBy())
                .build())
        .build();
  }

  Recommendation clicked(String served, UUID person, String title) {
    return Recommendation.newBuilder()
        .setEnvelope(repeatable(id(served, "clicked", title), person))
        .setType("recommendation.clicked")
        .setRecommendationClicked(new RecommendationClicked(served, title))
        .build();
  }

  Recommendation dismissed(String served, UUID person, String title) {
    return Recommendation.newBuilder()
        .setEnvelope(repeatable(id(served, "dismissed", title), person))
        .setType("recommendation.dismissed")
        .setRecommendationDismissed(new RecommendationDismissed(served, title))
        .build();
  }

  Interaction liked(String served, UUID person, String title) {
    return Interaction.newBuilder()
        .setEnvelope(repeatable(id(served, "liked", title), person))
        .setType("like.added")
        .setLikeAdded(new LikeAdded(title))
        .build();
  }

  /** The same feedback given twice is one fact. */
  private static String id(String served, String action, String title) {
    return "feedback/" + served + "/" + action + "/" + title;
  }

  /** Said again, as after an answer that never came, it still happened the first time. */
  private Envelope repeatable(String id, UUID person) {
    return envelope(id, person, firstTimes.get(id, unknown -> now()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Envelope envelope(String id, UUID person, Instant occurred) {
    Instant now = now();
    return Envelope.newBuilder()
        .setId(id)
        .setSource(SOURCE)
        .setPerson(consents.granted(person) ? person : null)
        .setOccurred(occurred)
        .setSent(now)
        .setReceived(now)
        .build();
  }
}
