package playhouse.serving.platform.messages;

import java.util.function.BiPredicate;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.InvalidDeliveryReceiptException;

/** Takes what an SMS centre tells by itself: receipts, and nothing else. */
final class Receipts implements MessageReceiverListener {
  private final BiPredicate<String, String> told;

  /**
   * Tells on.
   *
   * @param told what a part is known by and what became of it; false if no such part is known yet
   */
  Receipts(BiPredicate<String, String> told) {
    this.told = told;
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm delivered) throws ProcessRequestException {
    if (!delivered.isSmscDeliveryReceipt()) {
      // Somebody answers: nobody here reads.
      return;
    }
    boolean known;
    try {
      DeliveryReceipt receipt = delivered.getShortMessageAsDeliveryReceipt();
      known = told.test(receipt.getId(), String.valueOf(receipt.getFinalStatus()));
    } catch (InvalidDeliveryReceiptException e) {
      throw new ProcessRequestException("no receipt", SMPPConstant.STAT_ESME_RX_P_APPN, e);
    } catch (RuntimeException e) {
      throw new ProcessRequestException("not now", SMPPConstant.STAT_ESME_RX_T_APPN, e);
    }
    if (!known) {
      // It came before what it is about was put down: the centre tells it again.
      throw new ProcessRequestException("not known yet", SMPPConstant.STAT_ESME_RX_T_APPN);
    }
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification alert) {}

  @Override
  public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
    throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
  }
}
