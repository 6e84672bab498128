package playhouse.serving.personalisation.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.Envelope;
import playhouse.serving.personalisation.people.Consents;

class RecommendationFactsTest {
  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00.123456789Z");

  private final UUID person = UUID.randomUUID();
  private final RecommendationFacts facts =
      new RecommendationFacts(new Consents(true), new MinuteByMinute());

  @Test
  void what_is_said_again_keeps_the_time_at_which_it_was_said_first() {
    Envelope first = facts.clicked("list", person, "a").getEnvelope();
    Envelope again = facts.clicked("list", person, "a").getEnvelope();
    assertThat(first.getOccurred()).isEqualTo(Instant.parse("2026-11-22T10:00:00.123456Z"));
    assertThat(again.getId()).isEqualTo(first.getId());
    assertThat(again.getOccurred()).isEqualTo(first.getOccurred());
    assertThat(again.getSent()).isAfter(first.getSent());
    assertThat(again.getReceived()).isAfter(first.getReceived());
  }

  @Test
  void something_else_about_the_same_title_has_its_own_time() {
    Envelope clicked = facts.clicked("list", person, "a").getEnvelope();
    Envelope liked = facts.liked("list", person, "a").getEnvelope();
    assertThat(liked.getOccurred()).isAfter(clicked.getOccurred());
  }

  /** A clock that moves on by a minute whenever it is looked at. */
  private static final class MinuteByMinute extends Clock {
    private Instant next = FIRST;

    @Override
    public Instant instant() {
      Instant now = next;
      next = now.plusSeconds(60);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
