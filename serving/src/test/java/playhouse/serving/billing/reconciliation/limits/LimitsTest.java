package playhouse.serving.billing.reconciliation.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.contracts.Settings;

/** How far books may be from statements, as the settings say it. */
class LimitsTest {
  @Test
  void whereNothingIsSaidTheSmallestUnitIsRoundingAndOneMayGiveUpAHundred() {
    Limits usual = Limits.of(Settings.of(Map.of()));
    assertThat(usual.tolerance().covers(Money.parse("USD 0.01"), 1)).isTrue();
    assertThat(usual.tolerance().covers(Money.parse("USD 0.02"), 1)).isFalse();
    assertThat(usual.needsTwo(Money.parse("EUR -100.00"))).isFalse();
    assertThat(usual.needsTwo(Money.parse("EUR -100.01"))).isTrue();
  }

  @Test
  void whatIsSaidOfACurrencyHoldsThere() {
    Limits limits =
        Limits.of(
            Settings.of(
                Map.of(
                    "PLAYHOUSE_RECON_TOLERANCE", "USD=0.05, CNY=0.10",
                    "PLAYHOUSE_RECON_WRITE_OFF_ALONE", "50,JPY=10000")));
    assertThat(limits.tolerance().covers(Money.parse("USD 0.05"), 1)).isTrue();
    assertThat(limits.tolerance().covers(Money.parse("CNY -0.10"), 1)).isTrue();
    assertThat(limits.tolerance().covers(Money.parse("EUR 0.02"), 1)).isFalse();
    assertThat(limits.needsTwo(Money.parse("USD 50.01"))).isTrue();
    assertThat(limits.needsTwo(Money.parse("JPY 9999"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PLAYHOUSE_RECON_TOLERANCE | 0.05",
        "PLAYHOUSE_RECON_TOLERANCE | XXQ=0.05",
        "PLAYHOUSE_RECON_TOLERANCE | USD=-1",
        "PLAYHOUSE_RECON_WRITE_OFF_ALONE | much",
        "PLAYHOUSE_RECON_WRITE_OFF_ALONE | USD=1=2",
      })
  void whatIsNoLimitIsRefusedWithItsName(String key, String text) {
    assertThatThrownBy(() -> Limits.of(Settings.of(Map.of(key, text))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key);
  }
}
