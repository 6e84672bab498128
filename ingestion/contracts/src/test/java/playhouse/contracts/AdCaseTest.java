package playhouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.contracts.ads.AdCase;
import playhouse.contracts.ads.AdCount;
import playhouse.contracts.ads.AdPiece;
import playhouse.contracts.ads.PeopleSketch;

class AdCaseTest {
  private static final long SHOWN = 1_795_000_000_000_000L;

  @Test
  void inWhateverOrderAndHoweverOftenItIsToldAnAdCountsForTheSame() {
    List<AdPiece> pieces =
        List.of(
            shown("i1", "b", SHOWN + 5),
            shown("i1", "a", SHOWN),
            report("ad.quartile", "q1", 1),
            report("ad.quartile", "q4", 4),
            report("ad.viewable", "v", 0),
            report("ad.click", "c", 0),
            report("ad.conversion", "order", 0),
            report("ad.conversion", "look", 0),
            paid("first", "click", 400_000, "USD", 9),
            paid("second", "click", 300_000, "USD", 9),
            paid("end", "complete", 20_000, "USD", 12));
    String expected = counts(pieces);
    assertThat(expected).isEqualTo("[0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 2, 425000, 425000]");
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<AdPiece> told = new ArrayList<>(pieces);
      told.addAll(pieces.subList(0, random.nextInt(pieces.size())));
      Collections.shuffle(told, random);
      assertThat(counts(told)).isEqualTo(expected);
    }
  }

  @Test
  void whatIsInvalidIsInGrossAndNotInNet() {
    List<AdPiece> pieces =
        List.of(
            report("ivt.flagged", "f", 0),
            report("ad.click", "c", 0),
            report("ad.viewable", "v", 0),
            shown("i1", "a", SHOWN));
    assertThat(counts(pieces)).isEqualTo("[0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 5000, 0]");
  }

  @Test
  void whatAClickOrAViewPaysIsRevenueOfItsImpressionAndOfNoOtherCurrency() {
    AdPiece shown =
        new AdPiece("i1", "ad.impression", "a", SHOWN, "p", "", "", "", "", "USD", "", 0);
    AdPiece paid = paid("c", "click", 400_000, "USD", 3);
    assertThat(counts(List.of(shown, paid, paid)))
        .isEqualTo("[0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 400000, 400000]");
    assertThat(counts(List.of(paid, report("ivt.flagged", "f", 0), shown)))
        .isEqualTo("[0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 400000, 0]");
    assertThat(counts(List.of(shown, paid("e", "click", 400_000, "EUR", 3))))
        .isEqualTo("[0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]");
    assertThat(AdCase.none().with(paid).counts()).as("nothing was shown").isEmpty();
  }

  @Test
  void reportsOfWhatWasNeverShownCountForNothing() {
    AdCase known = AdCase.none().with(report("ad.click", "c", 0));
    assertThat(known.counts()).isEmpty();
    assertThat(known.with(report("ad.quartile", "q", 9))).isSameAs(known);
    assertThat(AdCount.SIZE).isEqualTo(14);
  }

  @Test
  void aSketchIsExactWhileThereAreFewAndWithinItsErrorBeyond() {
    Random random = new Random(42);
    for (int people : new int[] {0, 1, 256, 257, 1_000, 5_000, 20_000, 100_000}) {
      byte[] one = PeopleSketch.none();
      byte[] other = PeopleSketch.none();
      for (int i = 0; i < people; i++) {
        String person = new UUID(random.nextLong(), random.nextLong()).toString();
        // Some are in both.
        if (i % 3 != 0) {
          one = PeopleSketch.with(one, person);
        }
        if (i % 3 != 1) {
          other = PeopleSketch.with(other, person);
        }
      }
      byte[] all = PeopleSketch.joined(one, other);
      assertThat(all).isEqualTo(PeopleSketch.joined(other, one));
      long allowed = people <= PeopleSketch.EXACT ? 0 : Math.round(3 * PeopleSketch.ERROR * people);
      assertThat(PeopleSketch.count(all)).as("of %d", people).isCloseTo(people, within(allowed));
    }
  }

  private static String counts(List<AdPiece> pieces) {
    AdCase known = AdCase.none();
    for (AdPiece piece : pieces) {
      known = known.with(piece);
    }
    return Arrays.toString(known.counts().orElseThrow().counts());
  }

  private static AdPiece shown(String about, String id, long micros) {
    return new AdPiece(
        about, "ad.impression", id, micros, "p", "pre-roll", "adv", "li", "cr", "USD", "", 5_000);
  }

  private static AdPiece report(String type, String id, long number) {
    return new AdPiece("i1", type, id, SHOWN + 10, "", "", "", "", "", "", "", number);
  }

  private static AdPiece paid(String id, String event, long micros, String currency, int later) {
    return new AdPiece(
        "i1", "ad.paid", id, SHOWN + later, "", "", "", "", "", currency, event, micros);
  }
}
