package playhouse.serving.personalisation.experiments.policies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Recommendation;
import playhouse.contracts.facts.RecommendationServed;
import playhouse.contracts.facts.ServedItem;
import playhouse.models.offpolicy.Log;
import playhouse.models.offpolicy.Shown;

/** The newest lists that were served, with how likely each title was there and what was clicked. */
public final class LoggedLists {
  private static final int MOST = 20_000;

  private final Map<String, RecommendationServed> lists = new LinkedHashMap<>();
  private final Map<String, Set<String>> clicked = new LinkedHashMap<>();

  /** Takes in one record of the topic of recommendations. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    Recommendation fact = Wire.decode(Recommendation.class, message.value());
    RecommendationServed served = fact.getRecommendationServed();
    if (served != null) {
      put(served);
    }
    if (fact.getRecommendationClicked() != null) {
      click(
          fact.getRecommendationClicked().getServed(), fact.getRecommendationClicked().getTitle());
    }
  }

  private synchronized void put(RecommendationServed served) {
    lists.put(served.getServed(), served);
    forget(lists);
  }

  private synchronized void click(String served, String title) {
    clicked.computeIfAbsent(served, unused -> new LinkedHashSet<>()).add(title);
    forget(clicked);
  }

  private static void forget(Map<String, ?> oldest) {
    if (oldest.size() > MOST) {
      var first = oldest.keySet().iterator();
      first.next();
      first.remove();
    }
  }

  /** How many lists are held. */
  public synchronized int size() {
    return lists.size();
  }

  /**
   * Every title that was shown with a known probability, in order.
   *
   * @param surface where; empty for wherever it was
   */
  synchronized Log log(Optional<String> surface) {
    List<Shown> rows = new ArrayList<>();
    lists.forEach(
        (id, served) -> {
          if (surface.isPresent() && !surface.get().equals(served.getSurface())) {
            return;
          }
          Set<String> chosen = clicked.getOrDefault(id, Set.of());
          for (ServedItem item : served.getItems()) {
            if (item.getPropensity() > 0 && item.getPropensity() <= 1) {
              rows.add(
                  new Shown(
                      item.getTitle(),
                      Integer.toString(item.getPosition()),
                      chosen.contains(item.getTitle()) ? 1 : 0,
                      item.getPropensity()));
            }
          }
        });
    return Log.of(rows);
  }
}
