package playhouse.serving.advertising.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import com.iab.gpp.encoder.GppModel;
import com.iab.gpp.encoder.section.TcfEuV2;
import com.iab.gpp.encoder.section.UsCa;
import com.iab.gpp.encoder.section.UsNat;
import com.iab.gpp.encoder.section.UspV1;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {
  private static final List<Boolean> AGREED = List.of(true, false, true, true);

  @Test
  void inEuropeAllThreePurposesMustBeAgreedTo() {
    assertThat(Consent.europe(tcf(AGREED))).isTrue();
    assertThat(Consent.europe(tcf(List.of(true, true, true, false, true)))).isFalse();
    assertThat(Consent.europe(tcf(List.of(false, false, true, true)))).isFalse();
  }

  @Test
  void inTheUsaWhoOptedOutIsLeftAlone() {
    assertThat(Consent.gpp(state(UsNat.ID, "SaleOptOut", 2), List.of(UsNat.ID))).isTrue();
    assertThat(Consent.gpp(state(UsNat.ID, "SaleOptOut", 1), List.of(UsNat.ID))).isFalse();
    assertThat(Consent.gpp(state(UsCa.ID, "SharingOptOut", 1), List.of(UsCa.ID))).isFalse();
    assertThat(Consent.gpp(state(UsNat.ID, "Gpc", true), List.of(UsNat.ID))).isFalse();
    assertThat(Consent.usa("1YNN")).isTrue();
    assertThat(Consent.usa("1---")).isTrue();
    assertThat(Consent.usa("1YYN")).isFalse();
  }

  @Test
  void everySectionThatAppliesMustBeThereAndSayYes() {
    GppModel both = new GppModel();
    both.setFieldValue(TcfEuV2.ID, "PurposeConsents", AGREED);
    both.setFieldValue(UspV1.ID, "OptOutSale", 'N');
    String text = both.encode();
    assertThat(Consent.gpp(text, List.of(TcfEuV2.ID, UspV1.ID))).isTrue();
    assertThat(Consent.gpp(text, List.of(TcfEuV2.ID, UsNat.ID))).isFalse();
    both.setFieldValue(UspV1.ID, "OptOutSale", 'Y');
    assertThat(Consent.gpp(both.encode(), List.of(TcfEuV2.ID, UspV1.ID))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "DBAA", "DBABLA~", "CPXx", "DBAB4AAAAAAAAAG", "~~~", "é"})
  void whatCannotBeReadSaysNo(String text) {
    assertThat(Consent.europe(text)).isFalse();
    assertThat(Consent.usa(text)).isFalse();
    assertThat(Consent.gpp(text, List.of(UsNat.ID))).isFalse();
  }

  private static String tcf(List<Boolean> purposes) {
    TcfEuV2 section = new TcfEuV2();
    section.setFieldValue("PurposeConsents", purposes);
    return section.encode();
  }

  private static String state(int section, String field, Object value) {
    GppModel gpp = new GppModel();
    gpp.setFieldValue(section, field, value);
    return gpp.encode();
  }
}
