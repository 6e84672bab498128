package playhouse.models.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static final int PEOPLE = 100_000;
  private static final int PLACE = 6350;

  /** As found with sha256sum; a place that moved would put people elsewhere in running tests. */
  @Test
  void aPlaceIsWhatAnybodyCanReckonFromTheSaltAndThePerson() {
    UUID person = UUID.fromString("7c0de0f1-0000-4000-8000-000000000001");
    Assignment salted = new Assignment("salt");
    assertThat(salted.place(person)).isEqualTo(PLACE);
    assertThat(salted.place(person)).isEqualTo(PLACE);
  }

  @Test
  void peopleAreSpreadEvenlyAndOneSaltSaysNothingOfAnother() {
    Random random = new Random(19);
    Assignment one = new Assignment("one");
    Assignment other = new Assignment("other");
    int[] cells = new int[100];
    for (int i = 0; i < PEOPLE; i++) {
      UUID person = new UUID(random.nextLong(), random.nextLong());
      cells[one.place(person) / 1_000 * 10 + other.place(person) / 1_000]++;
    }
    double chi = 0;
    double expected = PEOPLE / 100.0;
    for (int cell : cells) {
      chi += (cell - expected) * (cell - expected) / expected;
    }
    // 99 degrees of freedom: 149 is passed once in a thousand.
    assertThat(chi).isLessThan(149);
  }
}
