package playhouse.serving.analytics.alerts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.AlertRule;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.outbox.Outbox;

/** The rules there are: those of the definitions, and those that were set, kept in a topic. */
public final class Rules {
  private static final String SYSTEM = "S9.2";
  private static final int MOST = 1_000;
  private static final Duration AHEAD = Duration.ofSeconds(30);

  private final List<Rule> ofDefinitions;
  private final Map<String, Rule> set = new ConcurrentHashMap<>();
  private final Clock clock;

  /** How many changes of ours to a rule the topic has yet to tell of. */
  private final Cache<String, Integer> ahead =
      Caffeine.newBuilder().expireAfterWrite(AHEAD).maximumSize(MOST).build();

  /** Begins with those of the definitions. */
  public Rules(List<Rule> ofDefinitions, Clock clock) {
    this.ofDefinitions = ofDefinitions;
    this.clock = clock;
  }

  /** Takes in one record of the topic of rules. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    String id = new String(message.key(), StandardCharsets.UTF_8);
    if (ahead.asMap().computeIfPresent(id, (any, more) -> more > 1 ? more - 1 : null) != null) {
      // What we did to it since is on its way.
      return;
    }
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

  /** Where one stands among all. */
  String place(Rule rule) {
    return (ofDefinitions.contains(rule) ? "0" : "1") + rule.id();
  }

  /**
   * Sets a rule; setting it again changes nothing.
   *
   * @return whether it is new
   * @throws Refusal 400 if there are too many
   */
  boolean set(Handle tx, Rule rule) {
    if (set.containsKey(rule.id())) {
      return false;
    }
    if (set.size() >= MOST) {
      throw Refusal.bad("body", "would be more than " + MOST + " rules; delete some");
    }
    Outbox.state(
        tx, SYSTEM, Topics.ALERT_RULES, rule.id(), Optional.of(rule.kept(clock.instant())));
    return true;
  }

  /** Knows one that was set before the topic tells of it. */
  void keep(Rule rule) {
    set.put(rule.id(), rule);
    ahead.asMap().merge(rule.id(), 1, Integer::sum);
  }

  /**
   * Deletes a rule of an owner; what it raised stays.
   *
   * @throws Refusal 404 if the owner has no such rule
   */
  void delete(Handle tx, String id, String owner) {
    Rule rule = set.get(id);
    if (rule == null || !rule.owner().equals(owner)) {
      throw Refusal.missing("no rule that you set is " + id);
    }
    Outbox.state(tx, SYSTEM, Topics.ALERT_RULES, id, Optional.empty());
  }

  /** Knows one no longer before the topic tells of it. */
  void forget(String id) {
    set.remove(id);
    ahead.asMap().merge(id, 1, Integer::sum);
  }
}
