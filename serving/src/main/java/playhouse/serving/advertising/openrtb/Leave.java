package playhouse.serving.advertising.openrtb;

import java.util.List;
import java.util.Optional;
import playhouse.serving.advertising.rtb.BidRequest;

/**
 * Whether ads may go by who watches, as far as a request says. Where the law asks for a consent and
 * none that we can read is there, they may not.
 */
final class Leave {
  private Leave() {}

  static boolean personal(BidRequest request) {
    Optional<BidRequest.Regs> regs = Optional.ofNullable(request.regs());
    return !isChild(request)
        && !declined(request)
        && regs.map(some -> consented(some, request)).orElse(true)
        && regs.flatMap(Leave::usPrivacy).map(Consent::usa).orElse(true)
        && regs.map(Leave::byGpp).orElse(true);
  }

  /** Under thirteen, or to be treated so. */
  static boolean isChild(BidRequest request) {
    return Optional.ofNullable(request.regs()).map(BidRequest.Regs::coppa).orElse(0) == 1;
  }

  private static boolean declined(BidRequest request) {
    Optional<BidRequest.Device> device = Optional.ofNullable(request.device());
    return device.map(BidRequest.Device::dnt).orElse(0) == 1
        || device.map(BidRequest.Device::lmt).orElse(0) == 1;
  }

  private static boolean consented(BidRequest.Regs regs, BidRequest request) {
    int applies =
        Optional.ofNullable(regs.gdpr())
            .or(() -> Optional.ofNullable(regs.ext()).map(BidRequest.RegsExt::gdpr))
            .orElse(0);
    if (applies == 0) {
      return true;
    }
    Optional<BidRequest.User> user = Optional.ofNullable(request.user());
    return user.map(BidRequest.User::consent)
        .or(() -> user.map(BidRequest.User::ext).map(BidRequest.UserExt::consent))
        .filter(Consent::europe)
        .isPresent();
  }

  private static Optional<String> usPrivacy(BidRequest.Regs regs) {
    return Optional.ofNullable(regs.us_privacy())
        .or(() -> Optional.ofNullable(regs.ext()).map(BidRequest.RegsExt::us_privacy));
  }

  private static boolean byGpp(BidRequest.Regs regs) {
    List<Integer> sections =
        Optional.ofNullable(regs.gpp_sid()).orElse(List.of()).stream()
            .filter(section -> section > 0)
            .toList();
    return sections.isEmpty()
        || Optional.ofNullable(regs.gpp()).filter(text -> Consent.gpp(text, sections)).isPresent();
  }
}
