package playhouse.local.verify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What everybody was told that they may use, at the end of each day. */
final class Served {
  private final List<Seen> seen = new ArrayList<>();
  private final TreeMap<LocalDate, Map<String, Integer>> counts = new TreeMap<>();

  /**
   * One answer.
   *
   * @param state paid, trial, grace, free or none
   */
  record Seen(Instant at, UUID person, String plan, String state) {
    /** Whether that is paid for, or is to be. */
    boolean grants() {
      return !state.equals("none") && !state.equals("free");
    }
  }

  /** Asks for everybody. */
  void look(Town town, People people, LocalDate day) {
    Map<String, Integer> today = counts.computeIfAbsent(day, key -> new HashMap<>());
    List<People.Person> all = people.all();
    List<Town.Answer> answers =
        town.read(all.stream().map(each -> "/v1/people/" + each.id() + "/entitlement").toList());
    for (int i = 0; i < all.size(); i++) {
      JsonNode told = answers.get(i).body();
      String state = told.path("state").asText();
      today.merge(state, 1, Integer::sum);
      seen.add(new Seen(town.now(), all.get(i).id(), told.path("plan").asText(), state));
    }
  }

  /** All answers. */
  List<Seen> seen() {
    return seen;
  }

  /** How many were told so on that day. */
  int count(LocalDate day, String state) {
    return counts.getOrDefault(day, Map.of()).getOrDefault(state, 0);
  }

  /** Days on which everybody was asked. */
  List<LocalDate> days() {
    return List.copyOf(counts.keySet());
  }
}
