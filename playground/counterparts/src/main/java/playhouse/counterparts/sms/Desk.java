package playhouse.counterparts.sms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.ServerResponseDeliveryListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.MessageId;
import playhouse.counterparts.carrying.Fault;
import playhouse.counterparts.faults.Silence;

/** What the centre does with what comes: takes submit_sm, refuses the rest, and sends receipts. */
final class Desk
    implements ServerMessageReceiverListener, ServerResponseDeliveryListener, AutoCloseable {
  private static final long RECEIPT_MILLIS = 50;
  private static final int RECEIPT_TRIES = 40;

  private final Inbox inbox;
  private final Supplier<Optional<Fault>> faults;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "receipts");
            thread.setDaemon(true);
            return thread;
          });

  /** A receipt that is owed once the answer has left. */
  private record Pending(String from, String to, DeliveryReceiptState state) {}

  Desk(Inbox inbox, Supplier<Optional<Fault>> faults) {
    this.inbox = inbox;
    this.faults = faults;
  }

  @Override
  public SubmitSmResult onAcceptSubmitSm(SubmitSm asked, SMPPServerSession session)
      throws ProcessRequestException {
    Optional<Fault> fault = faults.get();
    if (fault.filter(Fault.REFUSE::equals).isPresent()) {
      throw new ProcessRequestException("no such number", SMPPConstant.STAT_ESME_RINVDSTADR);
    }
    if (fault.filter(Fault.THROTTLE::equals).isPresent()) {
      throw new ProcessRequestException("too much", SMPPConstant.STAT_ESME_RTHROTTLED);
    }
    if (fault.filter(Fault.DROP_BEFORE::equals).isPresent()) {
      throw drop(session);
    }
    inbox.take(
        asked.getSourceAddr(),
        "+" + asked.getDestAddress(),
        asked.getShortMessage(),
        asked.isUdhi(),
        asked.getDataCoding());
    if (fault.filter(Fault.DROP_AFTER::equals).isPresent()) {
      throw drop(session);
    }
    if (fault.filter(Fault.SLOW::equals).isPresent()) {
      Silence.keep();
    }
    return result(asked, fault);
  }

  private SubmitSmResult result(SubmitSm asked, Optional<Fault> fault)
      throws ProcessRequestException {
    String id = UUID.randomUUID().toString();
    boolean wanted = asked.getRegisteredDelivery() != 0;
    if (wanted && fault.filter(Fault.NO_RECEIPT::equals).isEmpty()) {
      boolean lost = fault.filter(Fault.UNDELIVERABLE::equals).isPresent();
      pending.put(
          id,
          new Pending(
              asked.getSourceAddr(),
              asked.getDestAddress(),
              lost ? DeliveryReceiptState.UNDELIV : DeliveryReceiptState.DELIVRD));
    }
    try {
      return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
    } catch (PDUException e) {
      throw new ProcessRequestException("id", SMPPConstant.STAT_ESME_RSYSERR, e);
    }
  }

  private static ProcessRequestException drop(SMPPServerSession session) {
    session.close();
    return new ProcessRequestException("dropped", SMPPConstant.STAT_ESME_RSYSERR);
  }

  @Override
  public void onSubmitSmRespSent(SubmitSmResult result, SMPPServerSession session) {
    Pending receipt = pending.remove(result.getMessageId());
    if (receipt != null) {
      later(() -> tell(result.getMessageId(), receipt, session, 1));
    }
  }

  private void later(Runnable work) {
    if (!later.isShutdown()) {
      var unused = later.schedule(work, RECEIPT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void tell(String id, Pending receipt, SMPPServerSession session, int attempt) {
    Date now = Date.from(clock.instant());
    int delivered = receipt.state() == DeliveryReceiptState.DELIVRD ? 1 : 0;
    DeliveryReceipt text =
        new DeliveryReceipt(id, 1, delivered, now, now, receipt.state(), "000", "");
    try {
      session.deliverShortMessage(
          "",
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          receipt.to(),
          TypeOfNumber.ALPHANUMERIC,
          NumberingPlanIndicator.UNKNOWN,
          receipt.from(),
          new ESMClass(
              MessageMode.DEFAULT, MessageType.SMSC_DEL_RECEIPT, GSMSpecificFeature.DEFAULT),
          (byte) 0,
          (byte) 0,
          new RegisteredDelivery(0),
          DataCodings.ZERO,
          text.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (NegativeResponseException e) {
      // "Come again" is a fair answer to a receipt.
      if (attempt < RECEIPT_TRIES) {
        later(() -> tell(id, receipt, session, attempt + 1));
      }
    } catch (PDUException | ResponseTimeoutException | InvalidResponseException | IOException e) {
      // whoever is gone hears nothing
    }
  }

  @Override
  public void close() {
    later.shutdownNow();
  }

  private static ProcessRequestException unknown() {
    return new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
  }

  @Override
  public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti asked, SMPPServerSession session)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public QuerySmResult onAcceptQuerySm(QuerySm asked, SMPPServerSession session)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public void onAcceptReplaceSm(ReplaceSm asked, SMPPServerSession session)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public void onAcceptCancelSm(CancelSm asked, SMPPServerSession session)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm asked, SMPPServerSession session)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public void onAcceptCancelBroadcastSm(CancelBroadcastSm asked, SMPPServerSession session)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
      QueryBroadcastSm asked, SMPPServerSession session) throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm asked, Session session) throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public void onSubmitSmRespError(
      SubmitSmResult result, Exception cause, SMPPServerSession session) {
    // whoever is gone hears nothing
    pending.remove(result.getMessageId());
  }

  @Override
  public void onSubmitMultiRespSent(SubmitMultiResult result, SMPPServerSession session) {}

  @Override
  public void onSubmitMultiRespError(
      SubmitMultiResult result, Exception cause, SMPPServerSession session) {}
}
