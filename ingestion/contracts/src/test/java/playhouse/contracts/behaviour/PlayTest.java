package playhouse.contracts.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlayTest {
  private static final Instant START = Instant.parse("2026-11-16T20:00:00Z");

  @Test
  void seeking_back_does_not_count_twice() {
    PlayAssembly<String> play = started(100_000);
    play.heartbeat(at(10), 0, 60_000, 60_000, OptionalLong.empty());
    play.heartbeat(at(20), 30_000, 70_000, 40_000, OptionalLong.empty());
    assertThat(play.play().orElseThrow().distinctMillis()).isEqualTo(70_000);
    assertThat(play.play().orElseThrow().playedMillis()).isEqualTo(100_000);
    assertThat(play.play().orElseThrow().completion()).contains(new BigDecimal("0.700000000000"));
  }

  @Test
  void what_lies_outside_the_title_does_not_count() {
    PlayAssembly<String> play = started(100_000);
    play.heartbeat(at(10), -5_000, 10_000, 15_000, OptionalLong.empty());
    play.heartbeat(at(20), 90_000, 130_000, 40_000, OptionalLong.empty());
    assertThat(play.play().orElseThrow().distinctMillis()).isEqualTo(20_000);
    assertThat(play.seen()).containsExactly(0, 10_000, 90_000, 100_000);
  }

  @Test
  void without_a_start_there_is_no_play() {
    PlayAssembly<String> play = new PlayAssembly<>();
    play.heartbeat(at(10), 0, 60_000, 60_000, OptionalLong.of(500));
    assertThat(play.play()).isEmpty();
  }

  @Test
  void the_first_of_two_starts_counts() {
    PlayAssembly<String> play = new PlayAssembly<>();
    play.start(at(5), "b", 50_000, "late");
    play.start(at(0), "a", 100_000, "early");
    assertThat(play.play().orElseThrow().start()).isEqualTo("early");
    assertThat(play.play().orElseThrow().runtimeMillis()).isEqualTo(100_000);
    assertThat(play.play().orElseThrow().started()).isEqualTo(START);
  }

  @Test
  void only_the_network_stalls() {
    PlayAssembly<String> play = started(100_000);
    play.stall(at(1), "network", 700);
    play.stall(at(2), "seek", 5_000);
    play.stall(at(3), "startup", 6_000);
    play.stall(at(4), "network", 300);
    assertThat(play.play().orElseThrow().stalls()).isEqualTo(2);
    assertThat(play.play().orElseThrow().stalledMillis()).isEqualTo(1000);
  }

  @Test
  void the_longest_start_up_reported_is_believed() {
    PlayAssembly<String> play = started(100_000);
    assertThat(play.play().orElseThrow().startupMillis()).isEmpty();
    play.heartbeat(at(1), 0, 1000, 1000, OptionalLong.of(400));
    play.stop(at(2), "left", OptionalLong.of(450));
    assertThat(play.play().orElseThrow().startupMillis()).hasValue(450);
    assertThat(play.play().orElseThrow().stopReason()).contains("left");
    assertThat(play.play().orElseThrow().ended()).isEqualTo(START.plusSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "100000, 29999, false",
    "100000, 30000, true",
    "60000, 29999, false",
    "59999, 29999, false",
    "59998, 29999, true",
    "59999, 30000, true",
    "10001, 5000, false",
    "10001, 5001, true",
    "0, 0, false"
  })
  void half_a_minute_or_half_a_short_title_qualifies(long runtime, long seen, boolean qualified) {
    PlayAssembly<String> play = started(runtime);
    play.heartbeat(at(1), 0, seen, seen, OptionalLong.empty());
    assertThat(play.play().orElseThrow().qualified()).isEqualTo(qualified);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void any_order_of_facts_gives_the_same_play_and_the_union_is_exact(long seed) {
    Random random = new Random(seed);
    int runtime = 500;
    BitSet seen = new BitSet();
    List<Consumer<PlayAssembly<String>>> facts = new ArrayList<>();
    facts.add(play -> play.start(at(0), "a", runtime, "start"));
    facts.add(play -> play.stop(at(40), "left", OptionalLong.of(9)));
    for (int i = 0; i < 30; i++) {
      int from = random.nextInt(runtime + 50);
      int to = from + random.nextInt(30);
      seen.set(from, to);
      facts.add(play -> play.heartbeat(at(3), from, to, to - from, OptionalLong.empty()));
    }
    Play<String> inOrder = assembled(facts);
    Collections.shuffle(facts, random);
    assertThat(assembled(facts)).as("seed %d", seed).isEqualTo(inOrder);
    PlayAssembly<String> parts = new PlayAssembly<>();
    for (int from = 0; from < facts.size(); ) {
      int to = Math.min(facts.size(), from + 1 + random.nextInt(5));
      PlayAssembly<String> part = new PlayAssembly<>();
      facts.subList(from, to).forEach(fact -> fact.accept(part));
      parts.add(part);
      from = to;
    }
    assertThat(parts.play()).as("in parts, seed %d", seed).contains(inOrder);
    assertThat(inOrder.distinctMillis()).isEqualTo(seen.get(0, runtime).cardinality());
  }

  @Test
  void of_parts_the_first_start_and_the_last_stop_count() {
    PlayAssembly<String> play = new PlayAssembly<>();
    play.start(at(5), "b", 50_000, "late");
    play.stop(at(9), "next", OptionalLong.of(3));
    PlayAssembly<String> part = new PlayAssembly<>();
    part.start(at(0), "a", 100_000, "early");
    part.stop(at(8), "left", OptionalLong.empty());
    part.stall(at(7), "network", 70);
    part.error(at(10), true);
    play.add(part);
    Play<String> whole = play.play().orElseThrow();
    assertThat(whole.start()).isEqualTo("early");
    assertThat(whole.runtimeMillis()).isEqualTo(100_000);
    assertThat(whole.stopReason()).contains("next");
    assertThat(whole.startupMillis()).hasValue(3);
    assertThat(whole.stalledMillis()).isEqualTo(70);
    assertThat(whole.fatal()).isTrue();
    assertThat(whole.ended()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void facts_more_than_a_day_of_utc_away_from_the_start_are_of_no_play() {
    PlayDays<String> play = new PlayDays<>();
    play.on(at(-86_400)).heartbeat(at(-86_400), 0, 1000, 1000, OptionalLong.empty());
    play.on(at(2 * 86_400)).heartbeat(at(2 * 86_400), 5000, 9000, 4000, OptionalLong.empty());
    assertThat(play.whole()).isEmpty();
    PlayDays<String> others = new PlayDays<>();
    others.on(at(0)).start(at(0), "a", 100_000, "start");
    others.on(at(86_400)).heartbeat(at(86_400), 2000, 3000, 1000, OptionalLong.empty());
    play.add(others);
    assertThat(play.whole().orElseThrow().play().orElseThrow().playedMillis()).isEqualTo(2000);
  }

  private static Play<String> assembled(List<Consumer<PlayAssembly<String>>> facts) {
    PlayAssembly<String> play = new PlayAssembly<>();
    facts.forEach(fact -> fact.accept(play));
    return play.play().orElseThrow();
  }

  private static PlayAssembly<String> started(long runtime) {
    PlayAssembly<String> play = new PlayAssembly<>();
    play.start(at(0), "a", runtime, "start");
    return play;
  }

  private static long at(long seconds) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, START.plusSeconds(seconds));
  }
}
