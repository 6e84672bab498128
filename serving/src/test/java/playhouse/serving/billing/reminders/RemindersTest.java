package playhouse.serving.billing.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.billing.Office;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;

/** What people are told, by a clock that is set by hand. */
class RemindersTest {
  private static final UUID ANA = new UUID(1, 1);
  private Office office;

  @BeforeEach
  void open() {
    office = new Office("2027-04-01T00:00:00Z");
  }

  @AfterEach
  void close() {
    office.close();
  }

  /** What was told on which day, while the clock goes on by half days. */
  private List<String> days(int days) {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < days * 2; i++) {
      office.forward(Duration.ofHours(12));
      int before = office.notices.size();
      office.write(office.reminders::tick);
      assertThat(office.write(office.reminders::tick)).as("told twice").isZero();
      office
          .notices
          .subList(before, office.notices.size())
          .forEach(
              n -> told.add(office.clock.instant().toString().substring(5, 10) + " " + n.kind()));
    }
    return told;
  }

  @Test
  void whoseTrialEndsIsToldThreeDaysBeforeAndWhoOwesIsToldThreeTimes() {
    office.begin(ANA, "standard", "US");
    assertThat(days(20))
        .containsExactly(
            "04-05 trial-ending",
            "04-09 payment-due",
            "04-11 payment-due",
            "04-14 payment-due",
            "04-16 ended");
    assertThat(office.facts("subscription.reminded")).hasSize(5);
    assertThat(office.facts("dunning.exhausted")).hasSize(1);
  }

  @Test
  void aYearIsAnnouncedThirtyAndSevenDaysBeforeItBegins() {
    Subscription s = office.paid(ANA, "standard-yearly", "US");
    office.until(Instant.parse("2028-02-25T00:00:00Z"));
    assertThat(days(40))
        .containsExactly(
            "03-02 renewal", "03-25 renewal", "04-02 payment-due", "04-04 payment-due");
    assertThat(office.current(s).term()).isEqualTo(2);
  }

  @Test
  void whoMissedTheFirstIsToldTheNearerOneOnly() {
    office.paid(ANA, "standard-yearly", "US");
    office.until(Instant.parse("2028-03-27T00:00:00Z"));
    assertThat(days(2)).containsExactly("03-27 renewal");
  }

  @Test
  void whoseRestIsOverIsToldBefore() {
    Subscription s = office.paid(ANA, "standard", "US");
    office.write(tx -> office.subscriptions.pause(tx, Subscriptions.locked(tx, s.id()), 1));
    office.until(s.termUntil());
    assertThat(days(29)).containsExactly("05-29 resuming");
  }

  @Test
  void whoIsLeavingIsNotToldThatItBeginsAgain() {
    Subscription s = office.paid(ANA, "standard-yearly", "US");
    office.write(tx -> office.subscriptions.cancel(tx, Subscriptions.locked(tx, s.id()), "price"));
    office.until(Instant.parse("2028-03-20T00:00:00Z"));
    assertThat(days(13)).containsExactly("04-01 ended");
  }
}
