package playhouse.serving.billing.families;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.billing.Office;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;

/** Families by a clock that is set by hand. */
class FamiliesTest {
  private static final UUID ANA = new UUID(1, 1);
  private static final UUID BOB = new UUID(1, 2);
  private Office office;
  private Families families;

  @BeforeEach
  void open() {
    office = new Office("2027-04-01T00:00:00Z");
    families = new Families(office.clock);
  }

  @AfterEach
  void close() {
    office.close();
  }

  private void with(Subscription s, BiConsumer<Handle, Subscription> work) {
    office.write(
        tx -> {
          work.accept(tx, Subscriptions.locked(tx, s.id()));
          return true;
        });
  }

  private void join(Subscription s, UUID person) {
    with(s, (tx, locked) -> families.invite(tx, locked, person));
    with(s, (tx, locked) -> families.join(tx, locked, person));
  }

  @Test
  void whoSaysYesIsServedUntilTheyLeave() {
    Subscription s = office.paid(ANA, "family", "US");
    with(s, (tx, locked) -> families.invite(tx, locked, BOB));
    assertThat(office.entitlement(BOB).state()).isEqualTo("none");
    with(s, (tx, locked) -> families.join(tx, locked, BOB));
    assertThat(office.entitlement(BOB).state()).isEqualTo("paid");
    assertThat(office.entitlement(BOB).plan()).isEqualTo("family");
    with(s, (tx, locked) -> families.leave(tx, locked, BOB));
    assertThat(office.entitlement(BOB).state()).isEqualTo("none");
    assertThat(
            office.facts("entitlement.changed").stream()
                .filter(fact -> BOB.equals(fact.getEnvelope().getPerson()))
                .map(fact -> fact.getEntitlementChanged().getState().toString()))
        .containsExactly("paid", "none");
  }

  @Test
  void whatHappensToTheOwnerHappensToAll() {
    Subscription s = office.paid(ANA, "family", "US");
    join(s, BOB);
    office.until(s.termUntil());
    office.forward(Duration.ofDays(1));
    assertThat(office.entitlement(BOB).state()).isEqualTo("grace");
    office.forward(Duration.ofDays(8));
    assertThat(office.current(s).state()).isEqualTo(Subscription.State.EXPIRED);
    assertThat(office.entitlement(BOB).state()).isEqualTo("none");
    assertThat(office.texts("select person::text from billing.seat")).isEmpty();
  }

  @Test
  void nobodyIsInTwoFamiliesAndNoFamilyIsLargerThanItsPlan() {
    Subscription s = office.paid(ANA, "family", "US");
    Subscription other = office.paid(new UUID(1, 3), "family", "US");
    join(s, BOB);
    with(other, (tx, locked) -> families.invite(tx, locked, BOB));
    refused(() -> with(other, (tx, locked) -> families.join(tx, locked, BOB)), "another family");
    for (int i = 0; i < 3; i++) {
      join(s, new UUID(2, i));
    }
    refused(() -> join(s, new UUID(2, 3)), "serves 5");
    join(s, BOB);
    Subscription single = office.paid(new UUID(1, 4), "standard", "US");
    refused(() -> join(single, new UUID(2, 4)), "serves 1");
    refused(() -> with(s, (tx, x) -> families.join(tx, x, new UUID(2, 9))), "nobody has asked");
  }

  @Test
  void whoHasSomethingOfTheirOwnKeepsIt() {
    Subscription s = office.paid(ANA, "family", "US");
    Subscription own = office.paid(BOB, "premium", "US");
    join(s, BOB);
    assertThat(office.entitlement(BOB).plan()).isEqualTo("premium");
    office.write(
        tx -> office.subscriptions.cancel(tx, Subscriptions.locked(tx, own.id()), "price"));
    office.until(s.termUntil());
    office.payAll(s);
    assertThat(office.current(own).state()).isEqualTo(Subscription.State.EXPIRED);
    assertThat(office.entitlement(BOB).plan()).isEqualTo("family");
  }

  @Test
  void aPlanWithoutSeatsHasNoMembers() {
    Subscription s = office.paid(ANA, "family", "US");
    join(s, BOB);
    office.change(s, office.preview(s, "standard"));
    assertThat(office.entitlement(BOB).state()).isEqualTo("paid");
    office.until(s.termUntil());
    assertThat(office.entitlement(ANA).plan()).isEqualTo("standard");
    assertThat(office.entitlement(BOB).state()).isEqualTo("none");
  }

  private static void refused(Runnable work, String why) {
    assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessageContaining(why);
  }
}
