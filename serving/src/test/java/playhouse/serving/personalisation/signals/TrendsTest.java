package playhouse.serving.personalisation.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.RecentTitle;

class TrendsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
  private final Trends trends = new Trends(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void whatMorePeopleTakeThanUsualTrendsAndWhatAlwaysManyTakeIsPopular() {
    for (int hour = 0; hour < 160; hour++) {
      for (int i = 0; i < 5; i++) {
        take(UUID.randomUUID(), "evergreen", Duration.ofHours(hour));
      }
    }
    for (int i = 0; i < 40; i++) {
      take(UUID.randomUUID(), "new wave", Duration.ofMinutes(i));
    }
    assertThat(trends.trending()).extracting(Trends.Counted::title).startsWith("new wave");
    assertThat(trends.popular())
        .extracting(Trends.Counted::title)
        .containsExactly("evergreen", "new wave");
  }

  @Test
  void onePersonWhoComesAgainAndAgainIsNoTrend() {
    UUID person = UUID.randomUUID();
    for (long version = 1; version < 1000; version++) {
      RecentTitle same = new RecentTitle("mine", NOW.minusSeconds(2000 - version), 1f);
      trends.take(features(person, version, List.of(same)));
    }
    assertThat(trends.trending()).isEmpty();
    assertThat(trends.size()).isEqualTo(1);
  }

  @Test
  void whatWasWavedAwayOrWillHappenCountsForNothing() {
    for (int i = 0; i < 50; i++) {
      UUID person = UUID.randomUUID();
      RecentTitle away = new RecentTitle("away", NOW.minusSeconds(i + 1), 0f);
      RecentTitle later = new RecentTitle("later", NOW.plusSeconds(86_400), 1f);
      trends.take(features(person, 1, List.of(later, away)));
    }
    assertThat(trends.trending()).isEmpty();
    assertThat(trends.popular()).isEmpty();
  }

  private void take(UUID person, String title, Duration ago) {
    trends.take(features(person, 1, List.of(new RecentTitle(title, NOW.minus(ago), 1f))));
  }

  private static LiveFeatures features(UUID person, long version, List<RecentTitle> recent) {
    return LiveFeatures.newBuilder()
        .setPerson(person)
        .setVersion(version)
        .setOccurred(NOW)
        .setRecent(recent)
        .setPlays(1)
        .setPlayedMillis(1)
        .setInteractions(0)
        .build();
  }
}
