package playhouse.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Core tables of many people, made up by a seed: whoever watches less is likelier to leave. */
record ManyLives(Map<String, List<ObjectNode>> rows) {
  static final Instant END = Instant.parse("2026-11-22T00:00:00Z");

  /** People of these numbers, over some days that end with the last before {@link #END}. */
  static ManyLives of(int from, int until, int days) {
    ManyLives lives = new ManyLives(new TreeMap<>());
    for (int number = from; number < until; number++) {
      lives.add("many" + number, new Random(number * 7919L), days);
    }
    return lives;
  }

  /** Adds them to a lake, each table in one commit. */
  void into(Lake lake) {
    rows.forEach((table, json) -> new PeopleLake(lake).addRows(table, text(json)));
  }

  private void add(String name, Random random, int days) {
    String person = PeopleLake.id(name);
    double joined = random.nextDouble() * 15;
    row("core.registrations", person, at(joined, days))
        .put("occurred", at(joined, days))
        .put("id", name)
        .put("source", "/test")
        .put("country", random.nextBoolean() ? "DE" : "CN");
    double keen = random.nextDouble();
    boolean pays = random.nextInt(5) > 1;
    double left = pays ? joined + 20 + random.nextDouble() * 140 * (0.4 + 2 * keen) : days;
    if (pays) {
      subscription(name, person, joined, left, days);
    } else if (keen > 0.25) {
      invoice(name, person, 25 + random.nextDouble() * (days - 26), days);
    }
    for (double t = joined; t < days; t += 0.3 + random.nextDouble() * 7 * (1.2 - keen)) {
      if (t < left - 20 || random.nextInt(4) == 0) {
        row("core.plays", person, at(t, days))
            .put("play", name + t)
            .put("started", at(t, days))
            .put("ended", at(t, days))
            .put("played_millis", 600_000L + random.nextInt(6_000_000))
            .put("completion", random.nextInt(100) / 100.0)
            .put("platform", random.nextBoolean() ? "tv" : "web");
      }
    }
  }

  private void subscription(String name, String person, double since, double until, int days) {
    ObjectNode paid =
        row("core.subscriptions", person, at(since, days))
            .put("subscription", name)
            .put("state", "paid")
            .put("since", at(since, days))
            .put("mrr_micros", 9_000_000);
    if (until < days) {
      paid.put("until", at(until, days)).put("ended_by", "voluntary");
    }
    invoice(name, person, since, days);
  }

  private void invoice(String name, String person, double paid, int days) {
    row("core.invoices", person, at(paid, days))
        .put("invoice", name)
        .put("issued", at(paid, days))
        .put("paid", at(paid, days))
        .put("amount_micros", 9_000_000);
  }

  private static String at(double day, int days) {
    return END.minus(Duration.ofDays(days)).plusMillis((long) (day * 86_400_000)).toString();
  }

  private static List<String> text(List<ObjectNode> nodes) {
    return nodes.stream().map(ObjectNode::toString).toList();
  }

  private ObjectNode row(String table, String person, String at) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("person", person).put("day", at.substring(0, 10));
    rows.computeIfAbsent(table, key -> new ArrayList<>()).add(row);
    return row;
  }
}
