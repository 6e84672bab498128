package playhouse.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.audience.act.Act;
import playhouse.audience.act.AdBreak;
import playhouse.audience.act.Watched;
import playhouse.audience.render.Event;
import playhouse.audience.render.Renderer;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;

class CutTest {

  private static final Plan PLAN = Plan.of(5, 60, 100, 3, LocalDate.of(2026, 11, 21), 30);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anActCutShortTellsTheSameEventsUpToTheCut(long seed) {
    World world = new World(PLAN);
    Random random = new Random(seed);
    List<Act> acts = new ArrayList<>();
    Block block = new Block(world, 0, 60, List.of(ZoneId.of("UTC")), "USD");
    for (int day = PLAN.leadDay(); day < PLAN.endDay(); day++) {
      block.happen(day, acts::add);
    }
    for (Act act : acts) {
      if (act instanceof Watched || act instanceof AdBreak) {
        List<Event> whole = events(world, act);
        long last = whole.get(whole.size() - 1).at();
        long cut = act.at() + 1 + (long) (random.nextDouble() * (last - act.at()));
        List<Event> part = events(world, act.until(cut).orElseThrow());
        List<Event> before = whole.stream().filter(event -> event.at() < cut).toList();
        assertThat(part.get(part.size() - 1).at()).isLessThan(cut);
        // Where a play begins is asked for before it is known that it will not begin.
        int from = act instanceof Watched ? 1 : 0;
        int to = Math.max(from, act instanceof Watched ? lastWord(before) : before.size());
        assertThat(part.subList(from, to)).isEqualTo(before.subList(from, to));
      }
    }
  }

  /** A word on the first frame is spoken together with the first heartbeat. */
  private static int lastWord(List<Event> before) {
    Event last = before.get(before.size() - 1);
    return last.type().name().equals("playback.stall") ? before.size() - 1 : before.size();
  }

  private static List<Event> events(World world, Act act) {
    List<Event> events = new ArrayList<>();
    act.tell(new Renderer(world, 30_000, events::add));
    return events;
  }
}
