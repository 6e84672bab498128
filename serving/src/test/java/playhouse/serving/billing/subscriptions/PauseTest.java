package playhouse.serving.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.billing.Office;
import playhouse.serving.platform.Refusal;

/** Subscriptions that rest, by a clock that is set by hand. */
class PauseTest {
  private static final UUID ANA = new UUID(1, 1);
  private Office office;

  @BeforeEach
  void open() {
    office = new Office("2027-01-31T00:00:00Z");
  }

  @AfterEach
  void close() {
    office.close();
  }

  private Subscription pause(Subscription s, int months) {
    return office.write(
        tx -> office.subscriptions.pause(tx, Subscriptions.locked(tx, s.id()), months));
  }

  private Subscription resume(Subscription s) {
    return office.write(tx -> office.subscriptions.resume(tx, Subscriptions.locked(tx, s.id())));
  }

  @Test
  void itRestsAfterItsTermAndGoesOnByItselfOnTheDayOnWhichItBegan() {
    Subscription s = office.paid(ANA, "standard", "US");
    pause(s, 2);
    office.until(Instant.parse("2027-02-27T23:59:59Z"));
    assertThat(office.entitlement(ANA).state()).isEqualTo("paid");
    office.until(Instant.parse("2027-02-28T00:00:00Z"));
    assertThat(office.current(s).state()).isEqualTo(Subscription.State.PAUSED);
    assertThat(office.entitlement(ANA).state()).isEqualTo("none");
    office.until(Instant.parse("2027-04-29T23:59:59Z"));
    assertThat(office.invoices(s)).hasSize(1);
    office.until(Instant.parse("2027-04-30T00:00:00Z"));
    assertThat(office.invoices(s)).hasSize(2);
    assertThat(office.entitlement(ANA).state()).isEqualTo("paid");
    assertThat(office.current(s).termUntil()).isEqualTo("2027-05-31T00:00:00Z");
    assertThat(office.told()).contains("subscription.paused", "subscription.resumed");
  }

  @Test
  void itGoesOnAtOnceWhenThatIsWanted() {
    Subscription s = office.paid(ANA, "standard", "US");
    pause(s, 3);
    office.until(Instant.parse("2027-03-10T00:00:00Z"));
    resume(s);
    assertThat(office.entitlement(ANA).state()).isEqualTo("paid");
    assertThat(office.invoices(s)).hasSize(2);
    office.payAll(s);
    assertThat(office.current(s).termUntil()).isEqualTo("2027-04-10T00:00:00Z");
    office.until(Instant.parse("2027-04-10T00:00:00Z"));
    assertThat(office.invoices(s)).hasSize(3);
  }

  @Test
  void whoThinksBetterOfItGoesOn() {
    Subscription s = office.paid(ANA, "standard", "US");
    pause(s, 3);
    resume(s);
    office.until(s.termUntil());
    assertThat(office.current(s).state()).isEqualTo(Subscription.State.ACTIVE);
  }

  @Test
  void whoDoesNotPayAfterARestIsNotServedBeyondGrace() {
    Subscription s = office.paid(ANA, "standard", "US");
    pause(s, 1);
    office.until(Instant.parse("2027-03-31T00:00:00Z"));
    office.forward(Duration.ofDays(1));
    assertThat(office.entitlement(ANA).state()).isEqualTo("grace");
    office.forward(Duration.ofDays(7));
    assertThat(office.entitlement(ANA).state()).isEqualTo("none");
  }

  @Test
  void whatRestsCanEndWithItsRest() {
    Subscription s = office.paid(ANA, "standard", "US");
    pause(s, 1);
    office.until(s.termUntil());
    office.write(tx -> office.subscriptions.cancel(tx, Subscriptions.locked(tx, s.id()), "price"));
    office.until(Instant.parse("2027-03-31T00:00:00Z"));
    assertThat(office.current(s).state()).isEqualTo(Subscription.State.EXPIRED);
    assertThat(office.invoices(s)).hasSize(1);
  }

  @Test
  void onlyWhatGoesOnAndCostsSomethingCanRest() {
    Subscription free = office.begin(ANA, "free", "US");
    refused(() -> pause(free, 1));
    Subscription s = office.paid(new UUID(1, 2), "standard", "US");
    office.write(tx -> office.subscriptions.cancel(tx, Subscriptions.locked(tx, s.id()), "price"));
    refused(() -> pause(s, 1));
  }

  private static void refused(Runnable work) {
    assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessageContaining("can rest");
  }
}
