package playhouse.local.verify.budgets;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import playhouse.contracts.Family;
import playhouse.contracts.Setting;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdPaid;
import playhouse.local.demo.TopicState;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.stack.House;
import playhouse.local.verify.Check;

/** What the database and Kafka say was paid, held against what was ordered and seen. */
final class Books {
  private static final String WAITING = "select '', count(*) from platform.outbox";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Of what nobody ordered nothing may be spent. */
  private static final Campaigns.Plan NONE = new Campaigns.Plan(0, 0);

  private final House house;

  /** What was paid for an impression, and for what followed it. */
  private record Paid(String lineItem, long micros) {
    private Paid and(Paid more) {
      return new Paid(lineItem, micros + more.micros);
    }
  }

  Books(House house) {
    this.house = house;
  }

  /** Waits until every fact is in Kafka, and compares. */
  List<Check> checks(Map<String, Campaigns.Plan> plans, Crowd crowd) {
    boolean empty = Await.until(LIMIT, () -> numbers(WAITING).getOrDefault("", 1L) == 0);
    if (!empty) {
      throw new LocalFailure("facts stay in the outbox");
    }
    Map<String, Paid> facts = facts();
    Map<String, Long> byFacts = new HashMap<>();
    facts.values().forEach(paid -> byFacts.merge(paid.lineItem(), paid.micros(), Long::sum));
    return List.of(
        budgets(plans, byFacts),
        caps(plans, crowd, facts),
        explained(crowd, facts),
        same(
            "facts and purses",
            byFacts,
            numbers("select line_item, spent_micros from advertising.purse")),
        same(
            "facts and impressions",
            byFacts,
            numbers(
                "select line_item, sum(booked_micros) from advertising.hold group by line_item")),
        heard(crowd, facts));
  }

  private static Check budgets(Map<String, Campaigns.Plan> plans, Map<String, Long> paid) {
    List<String> faults = new ArrayList<>();
    plans.forEach(
        (id, plan) -> {
          long spent = paid.getOrDefault(id, 0L);
          if (spent > plan.budgetMicros()) {
            faults.add(id + " spent " + spent + " of " + plan.budgetMicros());
          }
        });
    return Check.of("budgets", plans.size(), faults);
  }

  private static Check caps(
      Map<String, Campaigns.Plan> plans, Crowd crowd, Map<String, Paid> facts) {
    Map<Crowd.Offer, Integer> seen = new HashMap<>();
    facts
        .keySet()
        .forEach(
            impression -> {
              Crowd.Offer offer = crowd.offers().get(impression);
              if (offer != null) {
                seen.merge(offer, 1, Integer::sum);
              }
            });
    List<String> faults = new ArrayList<>();
    seen.forEach(
        (offer, times) -> {
          int cap = plans.getOrDefault(offer.lineItem(), NONE).cap();
          if (cap > 0 && times > cap) {
            faults.add(offer + " was seen " + times + " times of " + cap);
          }
        });
    return Check.of("caps", seen.size(), faults);
  }

  private static Check explained(Crowd crowd, Map<String, Paid> facts) {
    List<String> faults = new ArrayList<>();
    facts.forEach(
        (impression, paid) -> {
          Crowd.Offer offer = crowd.offers().get(impression);
          if (offer == null
              || !offer.lineItem().equals(paid.lineItem())
              || !crowd.told().contains(impression)) {
            faults.add(impression + " is paid by " + paid + ", and nobody has told of it");
          }
        });
    return Check.of("impressions that explain a payment", facts.size(), faults);
  }

  private static Check same(String name, Map<String, Long> facts, Map<String, Long> books) {
    Set<String> all = new TreeSet<>(facts.keySet());
    all.addAll(books.keySet());
    List<String> faults = new ArrayList<>();
    for (String id : all) {
      long one = facts.getOrDefault(id, 0L);
      long other = books.getOrDefault(id, 0L);
      if (one != other) {
        faults.add(id + " has " + one + " by facts and " + other);
      }
    }
    return Check.of(name, all.size(), faults);
  }

  private static Check heard(Crowd crowd, Map<String, Paid> facts) {
    List<String> faults = new ArrayList<>();
    for (String impression : crowd.taken()) {
      if (!facts.containsKey(impression)) {
        faults.add(impression + " was told of and answered, and is not there");
      }
    }
    return Check.of("notices that were answered", crowd.taken().size(), faults);
  }

  private Map<String, Paid> facts() {
    Map<String, Paid> facts = new HashMap<>();
    Map<String, AdPaid> followed = new HashMap<>();
    new TopicState(house.settings().get(Setting.KAFKA), Family.AD.topic())
        .read(
            record -> {
              Ad fact = Wire.decode(Ad.class, record.value());
              if (fact.getAdImpression() != null) {
                facts.put(
                    fact.getAdImpression().getImpression(),
                    new Paid(
                        fact.getAdImpression().getLineItem(),
                        fact.getAdImpression().getRevenueMicros()));
              } else if (fact.getAdPaid() != null) {
                // Kafka may have it twice.
                followed.put(fact.getEnvelope().getId(), fact.getAdPaid());
              }
            });
    followed
        .values()
        .forEach(
            one ->
                facts.merge(
                    one.getImpression(),
                    new Paid(one.getLineItem(), one.getRevenueMicros()),
                    Paid::and));
    return facts;
  }

  private Map<String, Long> numbers(String sql) {
    Map<String, Long> numbers = new HashMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        numbers.put(rows.getString(1), rows.getLong(2));
      }
      return numbers;
    } catch (SQLException e) {
      throw new LocalFailure("the books cannot be read: " + e.getMessage(), e);
    }
  }

  /** Has the database do something else than it is told. */
  void distort(String table, String when, String change) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create function advertising.distort() returns trigger language plpgsql as $$ begin "
              + change
              + " return new; end $$");
      statement.execute(
          "create trigger distorted before "
              + when
              + " on "
              + table
              + " for each row execute function advertising.distort()");
    } catch (SQLException e) {
      throw new LocalFailure("cannot break the budgets: " + e.getMessage(), e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        house.settings().get(Setting.SERVICES_URI),
        house.settings().get(Setting.SERVICES_USER),
        house.settings().find(Setting.SERVICES_PASSWORD).orElse(""));
  }
}
