package playhouse.counterparts.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import playhouse.counterparts.carrying.Fault;
import playhouse.counterparts.carrying.Faults;
import playhouse.counterparts.carrying.Listener;

/**
 * A mail server (SMTP, RFC 5321) that takes mail for anybody and shows it.
 *
 * <ul>
 *   <li>{@code GET /control/mail?to=…}: what came for somebody, the oldest first
 *   <li>{@code POST /control/mail/faults}: {@code {"next": ["greylist", …]}}
 * </ul>
 */
public final class MailServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Older ones go: nobody runs a simulator to keep mail. */
  private static final int MOST = 10_000;

  private final Listener listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Deque<Received> taken = new ArrayDeque<>();
  private final Faults faults = new Faults(EnumSet.range(Fault.REFUSE, Fault.SLOW));

  /**
   * Listens on the loopback address.
   *
   * @param port 0 takes a free one
   */
  public MailServer(int port) {
    listener = new Listener(port, "smtp");
    listener.accept(
        () -> {
          Socket socket = listener.socket().accept();
          open.add(socket);
          return () -> talk(socket);
        });
  }

  /** Where it is. */
  public URI url() {
    return URI.create("smtp://127.0.0.1:" + listener.port());
  }

  /** What came for somebody, the oldest first. */
  public List<Received> inbox(String to) {
    synchronized (taken) {
      return taken.stream().filter(mail -> mail.to().equalsIgnoreCase(to)).toList();
    }
  }

  /**
   * Has the next mails go wrong so, one after the other.
   *
   * @throws IllegalArgumentException if there is no such fault
   */
  public void next(String... names) {
    faults.plan(List.of(names));
  }

  /** Answers and takes commands over HTTP. */
  public void routes(RoutesConfig routes) {
    routes.get("/control/mail", this::show);
    routes.post("/control/mail/faults", faults::control);
  }

  @Override
  public void close() {
    listener.close();
    try {
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Fault> nextFault() {
    return faults.next();
  }

  /** Keeps a mail. */
  void take(String to, byte[] content) {
    Received mail = read(to, content);
    synchronized (taken) {
      taken.add(mail);
      if (taken.size() > MOST) {
        taken.poll();
      }
    }
  }

  private static Received read(String to, byte[] content) {
    try {
      MimeMessage message =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(content));
      String from =
          message.getFrom() == null || message.getFrom().length == 0
              ? ""
              : message.getFrom()[0].toString();
      return new Received(
          from,
          to,
          Optional.ofNullable(message.getSubject()).orElse(""),
          message.getContent() instanceof String text ? text : "",
          Optional.ofNullable(message.getMessageID()).orElse(""),
          new String(content, StandardCharsets.UTF_8),
          Instant.now());
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("this is no mail", e);
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      new Conversation(socket, this).run();
    } catch (IOException e) {
      // the other side is gone
    } finally {
      open.remove(socket);
    }
  }

  private void show(Context request) throws IOException {
    String to = Optional.ofNullable(request.queryParam("to")).orElse("");
    List<Map<String, String>> items =
        inbox(to).stream()
            .map(
                mail ->
                    Map.of(
                        "from", mail.from(),
                        "to", mail.to(),
                        "subject", mail.subject(),
                        "text", mail.text(),
                        "messageId", mail.messageId(),
                        "received", mail.received().toString()))
            .toList();
    request.contentType("application/json").result(JSON.writeValueAsBytes(Map.of("items", items)));
  }
}
