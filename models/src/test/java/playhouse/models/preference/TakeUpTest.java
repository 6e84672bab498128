package playhouse.models.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TakeUpTest {
  private static final int KNOWN = 20;

  @Test
  void is_calibrated_on_people_it_has_not_seen_and_beats_the_share_of_everybody() {
    TakeUp learnt = TakeUp.learn(people(1, 2_000));
    assertThat(learnt.quality().pairs()).isEqualTo(1_000 * 3);
    assertThat(learnt.quality().ece()).isLessThan(.03);
    assertThat(learnt.quality().logLoss()).isLessThan(learnt.quality().naiveLogLoss() - .05);
  }

  @Test
  void the_newest_weeks_count_most_and_a_stranger_is_like_everybody() {
    TakeUp learnt = TakeUp.learn(people(1, 2_000));
    double lately = learnt.of(new TakeUp.Habit(0b1111, KNOWN, .3));
    double once = learnt.of(new TakeUp.Habit(0b1111L << 12, KNOWN, .3));
    double never = learnt.of(new TakeUp.Habit(0, KNOWN, .3));
    double stranger = learnt.of(new TakeUp.Habit(0, 0, .3));
    assertThat(lately).isGreaterThan(once);
    assertThat(once).isGreaterThan(never);
    assertThat(stranger).isBetween(never, lately);
  }

  @Test
  void nobody_to_learn_from_gives_the_faded_share() {
    TakeUp learnt = TakeUp.learn(List.of());
    assertThat(learnt.of(new TakeUp.Habit(0, 0, .25))).isBetween(.2499, .2501);
  }

  /** Each has a fixed rate for each of three things. */
  private static List<List<TakeUp.Habit>> people(long seed, int people) {
    Random random = new Random(seed);
    List<List<TakeUp.Habit>> all = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      List<TakeUp.Habit> habits = new ArrayList<>();
      for (int thing = 0; thing < 3; thing++) {
        double rate = Math.pow(random.nextDouble(), thing + 1);
        long weeks = 0;
        for (int week = 0; week < KNOWN; week++) {
          weeks |= random.nextDouble() < rate ? 1L << week : 0;
        }
        habits.add(new TakeUp.Habit(weeks, KNOWN, 1.0 / (thing + 2)));
      }
      all.add(habits);
    }
    return all;
  }
}
