package playhouse.streaming.kpi.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Fact;
import playhouse.contracts.facts.ChargebackReceived;
import playhouse.contracts.facts.ChargebackWon;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Payment;
import playhouse.contracts.facts.RefundCompleted;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.LakeTable;

class LiveTablesTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final int NOON_QUARTER = (int) (NOON.getEpochSecond() / 900);
  private static final int DAY_NO = (int) (NOON.getEpochSecond() / 86_400);

  @Test
  void everyColumnThatALiveTableHasIsOneOfTheTableInTheLakeOrHelpsToMakeOne() {
    for (LiveTable table : LiveTables.ALL) {
      if (table.name().startsWith("core.")) {
        List<String> inTheLake =
            LakeTable.of(table.name()).orElseThrow().columns().stream()
                .map(LakeTable.Column::name)
                .toList();
        assertThat(inTheLake).as(table.name()).containsAll(table.columns());
      }
    }
    assertThat(LiveTables.ALL).hasSizeGreaterThan(15);
    assertThat(Kpi.all().stream().filter(kpi -> !kpi.live().isEmpty())).hasSize(26);
  }

  @Test
  void aContributionIsHiddenByTheLatestWordOfModerationThatCounts() {
    Piece sent = piece(NOON, "opened", "c1", "comment");
    Piece hide = piece(NOON.plusSeconds(60), "report", "m1", "hide");
    Piece publish = piece(NOON.plusSeconds(120), "report", "m2", "publish");
    Piece longBefore = piece(NOON.minus(Duration.ofDays(2)), "report", "m3", "hide");
    LiveTable table = LiveTable.of("core.contributions");
    assertThat(rows(table, sent)).containsExactly(row("comment", false, NOON_QUARTER));
    assertThat(rows(table, hide, sent)).containsExactly(row("comment", true, NOON_QUARTER));
    assertThat(rows(table, publish, hide, sent))
        .containsExactly(row("comment", false, NOON_QUARTER));
    assertThat(rows(table, sent, longBefore)).containsExactly(row("comment", false, NOON_QUARTER));
    assertThat(rows(table, hide)).isEmpty();
  }

  @Test
  void aRenditionHasUntilTheEndOfTheNextDayToReachItsNodes() {
    LiveTable table = LiveTable.of("core.renditions");
    Piece first = piece(NOON, "", "r1", false);
    assertThat(rows(table, first)).containsExactly(row(false, NOON_QUARTER));
    assertThat(rows(table, first, piece(NOON.plus(Duration.ofHours(35)), "", "r2", true)))
        .containsExactly(row(true, NOON_QUARTER));
    assertThat(rows(table, first, piece(NOON.plus(Duration.ofHours(36)), "", "r2", true)))
        .containsExactly(row(false, NOON_QUARTER));
  }

  @Test
  void anEntitlementHoldsUntilTheNextChangeAndIsForgottenLongAfterIt() {
    LiveTable table = LiveTable.of("core.entitlements");
    long until = Clock.micros(NOON.plus(Duration.ofDays(30)));
    Piece trial = piece(NOON, "", "a", "/s", "trial", until);
    Piece paid = piece(NOON.plusSeconds(900), "", "b", "/s", "paid", null);
    assertThat(rows(table, paid, trial))
        .containsExactly(
            row("trial", NOON_QUARTER, NOON_QUARTER + 1, NOON_QUARTER + 30 * 96 - 1),
            row("paid", NOON_QUARTER + 1, null, null));
    Map<Long, Piece> pieces = Map.of(1L, trial, 2L, paid);
    assertThat(table.spent(pieces, NOON.plus(Duration.ofDays(3)))).isEmpty();
    assertThat(table.spent(pieces, NOON.plus(Duration.ofDays(5)))).containsExactly(1L);
  }

  @Test
  void aRateHoldsUntilTheNextOneAndTomorrowStill() {
    LiveTable table = LiveTable.of("live.rates");
    Piece early = piece(NOON.minus(Duration.ofDays(2)), "", "r1", "EUR", "USD", 1_100_000_000L);
    Piece late = piece(NOON, "", "r2", "EUR", "USD", 1_200_000_000L);
    assertThat(rows(table, late, early))
        .containsExactly(
            row("EUR", "USD", 1_100_000_000L, DAY_NO - 2),
            row("EUR", "USD", 1_100_000_000L, DAY_NO - 1),
            row("EUR", "USD", 1_200_000_000L, DAY_NO),
            row("EUR", "USD", 1_200_000_000L, DAY_NO + 1));
  }

  @Test
  void aPaymentIsKeptUntilItsTermHasEnded() {
    LiveTable table = LiveTable.of("live.payments");
    Piece term =
        piece(
            NOON,
            "",
            "captured",
            "subscription",
            "USD",
            30L,
            DAY_NO,
            NOON_QUARTER,
            30,
            NOON_QUARTER);
    Piece once =
        piece(NOON, "", "captured", "transaction", "USD", 30L, DAY_NO, NOON_QUARTER, null, null);
    Map<Long, Piece> pieces = new HashMap<>(Map.of(1L, term, 2L, once));
    assertThat(table.spent(pieces, NOON.plus(Duration.ofDays(5)))).containsExactly(2L);
    assertThat(table.spent(pieces, NOON.plus(Duration.ofDays(40))))
        .containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void whatNeverWasCapturedIsNoMoneyThatGoesBackAndWhatABankGivesBackIs() {
    assertThat(kinds(refund(false), refund(true), received(false), received(true)))
        .containsExactly("refund", "chargeback");
    assertThat(kinds(won(true), won(false))).containsExactly("chargeback_won");
  }

  private static List<Object> kinds(Payment.Builder... facts) {
    List<Object> kinds = new ArrayList<>();
    for (Payment.Builder fact : facts) {
      fact.setEnvelope(
          Envelope.newBuilder()
              .setId("e" + kinds.size())
              .setSource("/test")
              .setOccurred(NOON)
              .setSent(NOON)
              .setReceived(NOON)
              .build());
      LiveTable.of("live.payments")
          .take(
              Fact.of(fact.build()),
              (about, kind, values) -> kinds.add(Arrays.asList(values).get(0)));
    }
    return kinds;
  }

  private static Payment.Builder refund(boolean neverCaptured) {
    return Payment.newBuilder()
        .setType("refund.completed")
        .setRefundCompleted(
            new RefundCompleted("r", "p", "goodwill", 1_000_000L, 0L, "USD", neverCaptured));
  }

  private static Payment.Builder received(boolean neverCaptured) {
    return Payment.newBuilder()
        .setType("chargeback.received")
        .setChargebackReceived(
            new ChargebackReceived("p", "10.4", 1_000_000L, 0L, "USD", neverCaptured));
  }

  private static Payment.Builder won(boolean neverCaptured) {
    return Payment.newBuilder()
        .setType("chargeback.won")
        .setChargebackWon(new ChargebackWon("p", "10.4", 1_000_000L, 0L, "USD", neverCaptured));
  }

  private static List<List<@Nullable Object>> rows(LiveTable table, Piece... pieces) {
    return table.rows(List.of(pieces), NOON);
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  private static Piece piece(Instant occurred, String kind, @Nullable Object... values) {
    return new Piece(Clock.micros(occurred), kind, Arrays.asList(values));
  }
}
