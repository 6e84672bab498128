package playhouse.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import playhouse.local.demo.Value;

class LateEventsTest {
  private static final Value.Key LIKES = key("K10.2", "likes", "2026-11-20");
  private final LateEvents events = new LateEvents();

  @Test
  void anEventOfItsDayExplainsAValueThatIsMadeOfSuchEvents() {
    events.add("raw.interaction", Instant.parse("2026-11-20T15:00:00Z"), "like.added 7");
    assertThat(events.explain(LIKES)).get().asString().contains("1 late event", "like.added 7");
    assertThat(events.explain(key("K6.1", "p50", "2026-11-20"))).as("of plays").isEmpty();
    assertThat(events.explain(key("K10.2", "likes", "2026-11-22"))).as("of days after").isEmpty();
  }

  @Test
  void itsDayIsThatOfItsZone() {
    events.add("raw.interaction", Instant.parse("2026-11-20T17:00:00Z"), "like.added 7");
    Value.Key shanghai =
        new Value.Key("K10.2", "likes", "Asia/Shanghai", "day", "2026-11-21", "", "");
    assertThat(events.explain(shanghai)).get().asString().contains("of its days");
  }

  @Test
  void aChangeThatNothingExplainsIsAFault() {
    Map<Value.Key, Value> before = Map.of(LIKES, value(3));
    Map<Value.Key, Value> after = Map.of(LIKES, value(4));
    assertThat(KpiParity.changed(before, after, events).faults()).hasSize(1);
    events.add("raw.interaction", Instant.parse("2026-11-20T15:00:00Z"), "like.added 7");
    Check check = KpiParity.changed(before, after, events);
    assertThat(check.faults()).isEmpty();
    assertThat(check.notes()).singleElement().asString().contains("K10.2", "like.added 7");
    assertThat(KpiParity.changed(before, before, events).count()).isZero();
    Map<Value.Key, Value> later =
        Map.of(LIKES, value(3), key("K1.2", "new_28d", "2026-11-21"), value(9));
    assertThat(KpiParity.changed(before, later, events).count()).as("a day of later").isZero();
  }

  private static Value.Key key(String id, String measure, String day) {
    return new Value.Key(id, measure, "UTC", "day", day, "", "");
  }

  private static Value value(int sum) {
    return new Value(BigDecimal.valueOf(sum), null, (double) sum);
  }
}
