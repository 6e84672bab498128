package playhouse.serving.platform.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.socket.SSLSocketConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Hands text messages over by SMPP 3.4, on one session that all share. */
final class SmppCarrier implements Carrier {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BIND = Duration.ofSeconds(5);
  private static final int ENQUIRE_MILLIS = 15_000;

  /** The centre's ways to say: not now. */
  private static final Set<Integer> NOT_NOW =
      Set.of(
          SMPPConstant.STAT_ESME_RTHROTTLED,
          SMPPConstant.STAT_ESME_RMSGQFUL,
          SMPPConstant.STAT_ESME_RSYSERR,
          SMPPConstant.STAT_ESME_RINVBNDSTS);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int LONGEST_PAUSE = 6;

  private final URI uri;
  private final Login login;
  private final String from;
  private final Duration patience;
  private final Receipts receipts;
  private final Clock clock;
  private @Nullable SMPPSession session;
  private int throttled;
  private Instant pausedUntil = Instant.MIN;

  /** What the centre knows us by. */
  record Login(String systemId, String password) {
    /**
     * As it stands in a file.
     *
     * @throws IllegalArgumentException if it does not
     */
    static Login of(Path file) {
      try {
        JsonNode shared = JSON.readTree(file.toFile());
        Login login = new Login(shared.path("systemId").asText(), shared.path("password").asText());
        if (login.systemId.isEmpty() || login.password.isEmpty() || login.password.length() > 8) {
          throw new IOException("systemId and password are not what they must be");
        }
        return login;
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "PLAYHOUSE_SMPP_URL is set, and PLAYHOUSE_SMPP_SECRETS must be a file with systemId and"
                + " password: "
                + e.getMessage(),
            e);
      }
    }
  }

  /**
   * There.
   *
   * @param patience how long an answer is waited for
   * @param receipts who is told what became of messages
   */
  SmppCarrier(
      URI uri, Login login, String from, Duration patience, Receipts receipts, Clock clock) {
    if (uri.getHost() == null || !List.of("smpp", "smpps").contains(uri.getScheme())) {
      throw new IllegalArgumentException("PLAYHOUSE_SMPP_URL must be smpp://host:port");
    }
    this.uri = uri;
    this.login = login;
    this.from = from;
    this.patience = patience;
    this.receipts = receipts;
    this.clock = clock;
  }

  @Override
  public Outcome hand(Due due) {
    List<String> done = new ArrayList<>(due.parts());
    if (paused()) {
      return new Outcome.Later("throttled", done);
    }
    SMPPSession bound;
    try {
      bound = session();
    } catch (IOException e) {
      return new Outcome.Later("unreachable", done);
    }
    SmsText text = SmsText.of(due.message().text());
    try {
      while (done.size() < text.parts().size()) {
        done.add(submit(bound, due, text, done.size()));
        goOn();
      }
      return new Outcome.Accepted(List.copyOf(done));
    } catch (NegativeResponseException e) {
      return said(e.getCommandStatus(), done);
    } catch (PDUException e) {
      return new Outcome.Refused("unsendable", List.copyOf(done));
    } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
      // Whoever is silent is not asked again on the same session.
      leave(bound);
      return new Outcome.Unknown("silence", List.copyOf(done));
    }
  }

  @Override
  public synchronized void close() {
    if (session != null) {
      session.unbindAndClose();
    }
  }

  private Outcome said(int status, List<String> done) {
    String code = "0x%02x".formatted(status);
    if (!NOT_NOW.contains(status)) {
      return new Outcome.Refused(code, List.copyOf(done));
    }
    pause();
    return new Outcome.Later(code, List.copyOf(done));
  }

  private String submit(SMPPSession bound, Due due, SmsText text, int index)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    int count = text.parts().size();
    boolean named = !from.matches("\\+?\\d+");
    return bound
        .submitShortMessage(
            "",
            named ? TypeOfNumber.ALPHANUMERIC : TypeOfNumber.INTERNATIONAL,
            named ? NumberingPlanIndicator.UNKNOWN : NumberingPlanIndicator.ISDN,
            named ? from : from.replace("+", ""),
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            due.message().to().substring(1),
            new ESMClass(count > 1 ? SMPPConstant.ESMCLS_UDHI_INDICATOR_SET : 0),
            (byte) 0,
            (byte) 1,
            null,
            null,
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
            (byte) 0,
            DataCodings.newInstance(text.coding()),
            (byte) 0,
            text.parts().get(index).bytes(reference(due.id()), count, index + 1))
        .getMessageId();
  }

  /** The same for all parts of a message, whoever sends them. */
  private static byte reference(UUID id) {
    return (byte) id.getLeastSignificantBits();
  }

  private synchronized SMPPSession session() throws IOException {
    if (session != null && session.getSessionState().isTransmittable()) {
      return session;
    }
    if (session != null) {
      session.close();
    }
    SMPPSession opened =
        new SMPPSession(
            uri.getScheme().equals("smpps")
                ? new SSLSocketConnectionFactory()
                : SocketConnectionFactory.getInstance());
    opened.setTransactionTimer(patience.toMillis());
    opened.setEnquireLinkTimer(ENQUIRE_MILLIS);
    opened.setMessageReceiverListener(receipts);
    opened.connectAndBind(
        uri.getHost(),
        uri.getPort(),
        new BindParameter(
            BindType.BIND_TRX,
            login.systemId(),
            login.password(),
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null),
        BIND.toMillis());
    session = opened;
    return opened;
  }

  private synchronized void leave(SMPPSession bound) {
    bound.close();
    if (session == bound) {
      session = null;
    }
  }

  private synchronized boolean paused() {
    return clock.instant().isBefore(pausedUntil);
  }

  /** Longer each time: who is told to slow down and does not is shut out. */
  private synchronized void pause() {
    throttled = Math.min(throttled + 1, LONGEST_PAUSE);
    pausedUntil = clock.instant().plus(PAUSE.multipliedBy(1L << (throttled - 1)));
  }

  private synchronized void goOn() {
    throttled = 0;
  }
}
