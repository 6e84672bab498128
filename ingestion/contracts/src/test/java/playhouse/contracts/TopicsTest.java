package playhouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private static final String WEEK = Long.toString(Duration.ofDays(7).toMillis());

  @Test
  void whatWasRefusedIsKeptForAWeekAndOneGibibyteAtMostAndMayBeFarLongerThanAnEvent() {
    assertThat(config(Topics.REJECTS))
        .containsEntry("retention.ms", WEEK)
        .containsEntry("retention.bytes", Long.toString(1L << 30))
        .containsEntry("max.message.bytes", Integer.toString(16 << 20))
        .doesNotContainKey("cleanup.policy");
  }

  @Test
  void eventsAreKeptForAWeekFromTheirArrivalHoweverOldTheyAreAndTheCatalogueForEver() {
    assertThat(Arrays.stream(Family.values()).map(family -> config(family.topic())))
        .allSatisfy(
            config -> assertThat(config).containsEntry("message.timestamp.type", "LogAppendTime"));
    assertThat(config(Family.CATALOGUE.topic())).containsEntry("retention.ms", "-1");
    assertThat(
            Arrays.stream(Family.values())
                .filter(family -> family != Family.CATALOGUE)
                .map(family -> config(family.topic())))
        .allSatisfy(config -> assertThat(config).containsEntry("retention.ms", WEEK));
  }

  private static Map<String, String> config(String name) {
    return Topics.all().stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow()
        .config();
  }
}
