package playhouse.counterparts.sms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
  private final ServerSocket socket;
  private final SMPPServerSessionListener listener;
  private final Set<SMPPServerSession> open = ConcurrentHashMap.newKeySet();
  private final Inbox inbox = new Inbox();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final Desk desk = new Desk(inbox, this::nextFault);
  private volatile boolean closed;

  /**
   * Listens on the loopback address.
   *
   * @param port 0 takes a free one
   * @param systemId whom it knows, by that password
   */
  public Smsc(int port, String systemId, String password) {
    this.systemId = systemId;
    this.password = password;
    try {
      socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      listener = new SMPPServerSessionListener(port, new Loopback(socket));
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " cannot be listened on for SMS", e);
    }
    listener.setPduProcessorDegree(PROCESSORS);
    listener.setMessageReceiverListener(desk);
    listener.setResponseDeliveryListener(desk);
    start(this::accept);
  }

  /** Where it is. */
  public URI url() {
    return URI.create("smpp://127.0.0.1:" + socket.getLocalPort());
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
    List<Fault> next = new ArrayList<>();
    for (String name : names) {
      next.add(Fault.of(name).orElseThrow(() -> new IllegalArgumentException(name)));
    }
    synchronized (faults) {
      faults.addAll(next);
    }
  }

  /** Answers and takes commands over HTTP. */
  public void routes(RoutesConfig routes) {
    routes.get("/control/sms", this::show);
    routes.post("/control/sms/faults", this::plan);
  }

  @Override
  public void close() {
    closed = true;
    desk.close();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private Optional<Fault> nextFault() {
    synchronized (faults) {
      return Optional.ofNullable(faults.poll());
    }
  }

  private void accept() {
    while (!closed) {
      try {
        SMPPServerSession session = listener.accept();
        open.add(session);
        start(() -> bind(session));
      } catch (IOException e) {
        // closed, or a client that went before it came
      }
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

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "smsc");
    thread.setDaemon(true);
    thread.start();
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

  private void plan(Context request) throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode name : JSON.readTree(request.bodyAsBytes()).path("next")) {
      names.add(name.asText());
    }
    try {
      next(names.toArray(String[]::new));
      request.status(204);
    } catch (IllegalArgumentException e) {
      request.status(400);
    }
  }
}
