package playhouse.counterparts.sms;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.session.connection.socket.ServerSocketConnectionFactory;
import playhouse.counterparts.carrying.Fault;
import playhouse.counterparts.carrying.Faults;
import playhouse.counterparts.carrying.Listener;

/**
 * A text message centre (SMPP 3.4) that takes messages for anybody and shows them.
 *
 * <ul>
 *   <li>{@code GET /control/sms?to=…}: what came for a number, the oldest first
 *   <li>{@code POST /control/sms/faults}: {@code {"next": ["throttle", …]}}
 * </ul>
 */
public final class Smsc implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long BIND_MILLIS = 5_000;
  private static final int PROCESSORS = 8;

  private final String systemId;
  private final String password;
  private final Listener listener;
  private final SMPPServerSessionListener sessions;
  private final Set<SMPPServerSession> open = ConcurrentHashMap.newKeySet();
  private final Inbox inbox = new Inbox();
  private final Faults faults = new Faults(EnumSet.complementOf(EnumSet.of(Fault.GREYLIST)));
  private final Desk desk = new Desk(inbox, faults::next);

  /**
   * Listens on the loopback address.
   *
   * @param port 0 takes a free one
   * @param systemId whom it knows, by that password
   */
  public Smsc(int port, String systemId, String password) {
    this.systemId = systemId;
    this.password = password;
    listener = new Listener(port, "smpp");
    try {
      sessions = new SMPPServerSessionListener(port, new Loopback(listener.socket()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sessions.setPduProcessorDegree(PROCESSORS);
    sessions.setMessageReceiverListener(desk);
    sessions.setResponseDeliveryListener(desk);
    listener.accept(
        () -> {
          SMPPServerSession session = sessions.accept();
          open.add(session);
          return () -> bind(session);
        });
  }

  /** Where it is. */
  public URI url() {
    return URI.create("smpp://127.0.0.1:" + listener.port());
  }

  /** What came for a number, the oldest first. */
  public List<Received> inbox(String to) {
    return inbox.of(to);
  }

  /**
   * Has the next go wrong so, one after the other.
   *
   * @throws IllegalArgumentException if there is no such fault
   */
  public void next(String... names) {
    faults.plan(List.of(names));
  }

  /** Answers and takes commands over HTTP. */
  public void routes(RoutesConfig routes) {
    routes.get("/control/sms", this::show);
    routes.post("/control/sms/faults", faults::control);
  }

  @Override
  public void close() {
    desk.close();
    listener.close();
    open.forEach(SMPPServerSession::close);
  }

  /** The library's own would listen on every address. */
  private static final class Loopback extends ServerSocketConnectionFactory {
    private final ServerSocket socket;

    private Loopback(ServerSocket socket) {
      this.socket = socket;
    }

    @Override
    public ServerConnection listen(int port) {
      return new ServerSocketConnection(socket);
    }
  }

  private void bind(SMPPServerSession session) {
    try {
      BindRequest request = session.waitForBind(BIND_MILLIS);
      if (request.getSystemId().equals(systemId) && request.getPassword().equals(password)) {
        request.accept("counterparts");
      } else {
        request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
        leave(session);
      }
    } catch (TimeoutException | IllegalStateException | PDUStringException | IOException e) {
      leave(session);
    }
  }

  private void leave(SMPPServerSession session) {
    open.remove(session);
    session.close();
  }

  private void show(Context request) throws IOException {
    String to = Optional.ofNullable(request.queryParam("to")).orElse("");
    List<Map<String, Object>> items =
        inbox(to).stream()
            .map(
                text ->
                    Map.<String, Object>of(
                        "from", text.from(),
                        "to", text.to(),
                        "text", text.text(),
                        "parts", text.parts(),
                        "received", text.received().toString()))
            .toList();
    request.contentType("application/json").result(JSON.writeValueAsBytes(Map.of("items", items)));
  }
}
