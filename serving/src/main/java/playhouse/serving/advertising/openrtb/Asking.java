package playhouse.serving.advertising.openrtb;

import java.util.List;
import playhouse.serving.advertising.breaks.Wanted;
import playhouse.serving.advertising.rtb.BidRequest;

/**
 * A break that a request asks for, and which of its imps each slot is.
 *
 * @param imps of each part: one for each slot, or one for all
 */
record Asking(Wanted wanted, List<List<BidRequest.Imp>> imps) {

  /** That which an ad is offered for. */
  BidRequest.Imp imp(int part, int slot) {
    List<BidRequest.Imp> some = imps.get(part);
    return some.get(Math.min(slot, some.size() - 1));
  }
}
