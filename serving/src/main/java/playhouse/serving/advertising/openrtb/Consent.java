package playhouse.serving.advertising.openrtb;

import com.iab.gpp.encoder.GppModel;
import com.iab.gpp.encoder.section.TcfEuV2;
import com.iab.gpp.encoder.section.UspV1;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * What strings of consent say of ads by the person: those of IAB Europe's TCF, of the USA, and of
 * the Global Privacy Platform, which holds both. What cannot be read says no.
 */
final class Consent {
  /** To keep something on a device, to make a profile for ads, and to choose ads by it. */
  private static final int[] PURPOSES = {1, 3, 4};

  /** Of sections of states of the USA, each where it has it: 1 if somebody opted out. */
  private static final List<String> OPT_OUTS =
      List.of("SaleOptOut", "SharingOptOut", "TargetedAdvertisingOptOut");

  private static final Integer OPTED_OUT = 1;
  private static final String GLOBAL_PRIVACY_CONTROL = "Gpc";

  /** Version, told of it, did not opt out, by a contract of the trade; - if it is not for them. */
  private static final Pattern SOLD = Pattern.compile("1[YN-][N-][YN-]");

  private Consent() {}

  /** Whether a string of the TCF agrees to what ads by the person need. */
  static boolean europe(String text) {
    return read(() -> agrees(new TcfEuV2(text)));
  }

  /** Whether a string of the USA, such as {@code 1YNN}, does not opt out. */
  static boolean usa(String text) {
    return SOLD.matcher(text).matches();
  }

  /** Whether a string of the GPP has all these sections, and none of them says no. */
  static boolean gpp(String text, List<Integer> sections) {
    return read(
        () -> {
          GppModel gpp = new GppModel(text);
          return sections.stream().allMatch(id -> gpp.hasSection(id) && allows(gpp, id));
        });
  }

  private static boolean allows(GppModel gpp, int id) {
    if (id == TcfEuV2.ID) {
      return agrees(gpp.getTcfEuV2Section());
    }
    if (id == UspV1.ID) {
      return usa(gpp.getUspV1Section().encode());
    }
    List<String> told = OPT_OUTS.stream().filter(field -> gpp.hasField(id, field)).toList();
    boolean controlled =
        gpp.hasField(id, GLOBAL_PRIVACY_CONTROL)
            && Boolean.TRUE.equals(gpp.getFieldValue(id, GLOBAL_PRIVACY_CONTROL));
    return !told.isEmpty()
        && !controlled
        && told.stream().noneMatch(field -> OPTED_OUT.equals(gpp.getFieldValue(id, field)));
  }

  private static boolean agrees(TcfEuV2 section) {
    List<Boolean> purposes = section.getPurposeConsents();
    for (int purpose : PURPOSES) {
      if (!purposes.get(purpose - 1)) {
        return false;
      }
    }
    return true;
  }

  /** Strings that are cut off make their reader fail in more ways than it says. */
  private static boolean read(BooleanSupplier text) {
    try {
      return text.getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
