package playhouse.serving.analytics.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.AlertRule;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.facts.FactLog;

/** The rules there are: those of the definitions, and those that were set, kept in a topic. */
public final class Rules {
  private static final int MOST = 1_000;

  private final List<Rule> ofDefinitions;
  private final Map<String, Rule> set = new ConcurrentHashMap<>();
  private final FactLog log;
  private final Clock clock;

  /** Begins with those of the definitions. */
  public Rules(List<Rule> ofDefinitions, FactLog log, Clock clock) {
    this.ofDefinitions = ofDefinitions;
    this.log = log;
    this.clock = clock;
  }

  /** Takes in one record of the topic of rules. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    String id = new String(message.key(), StandardCharsets.UTF_8);
    if (message.value() == null) {
      set.remove(id);
    } else {
      set.put(id, Rule.of(Wire.decode(AlertRule.class, message.value())));
    }
  }

  /** All rules, those of the definitions first. */
  List<Rule> all() {
    List<Rule> all = new ArrayList<>(ofDefinitions);
    set.values().stream().sorted((one, other) -> one.id().compareTo(other.id())).forEach(all::add);
    return all;
  }

  /**
   * Sets a rule, for good when this returns; setting it again changes nothing.
   *
   * @return whether it is new
   * @throws Refusal 503 if it could not be stored, 400 if there are too many
   */
  boolean set(Rule rule) {
    if (set.containsKey(rule.id())) {
      return false;
    }
    if (set.size() >= MOST) {
      throw Refusal.bad("body", "would be more than " + MOST + " rules; delete some");
    }
    log.durably(Topics.ALERT_RULES, rule.id(), Optional.of(rule.kept(clock.instant())));
    set.put(rule.id(), rule);
    return true;
  }

  /**
   * Deletes a rule of an owner; what it raised stays.
   *
   * @throws Refusal 404 if the owner has no such rule
   */
  void delete(String id, String owner) {
    Rule rule = set.get(id);
    if (rule == null || !rule.owner().equals(owner)) {
      throw Refusal.missing("no rule that you set is " + id);
    }
    log.durably(Topics.ALERT_RULES, id, Optional.empty());
    set.remove(id);
  }
}
