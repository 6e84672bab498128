package playhouse.serving.platform.messages;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Hands mail over by SMTP, a connection each. */
final class SmtpCarrier implements Carrier {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final URI uri;
  private final InternetAddress from;
  private final Clock clock;
  private final Session session;

  /**
   * There.
   *
   * @param uri {@code smtp://host:port} or {@code smtps://user:password@host:port}
   * @param from a name and an address
   * @param patience how long each answer is waited for
   * @throws IllegalArgumentException if one of them is not of that form
   */
  SmtpCarrier(URI uri, String from, Duration patience, Clock clock) {
    if (uri.getHost() == null || !List.of("smtp", "smtps").contains(uri.getScheme())) {
      throw new IllegalArgumentException("PLAYHOUSE_SMTP_URL must be smtp://host:port");
    }
    this.uri = uri;
    this.from = address(from);
    this.clock = clock;
    String prefix = "mail." + uri.getScheme() + ".";
    Properties properties = new Properties();
    properties.put(prefix + "connectiontimeout", Long.toString(CONNECT.toMillis()));
    properties.put(prefix + "timeout", Long.toString(patience.toMillis()));
    properties.put(prefix + "writetimeout", Long.toString(patience.toMillis()));
    properties.put(prefix + "quitwait", "false");
    properties.put(prefix + "starttls.enable", "true");
    // A password is not for everybody on the way to read.
    properties.put(prefix + "starttls.required", Boolean.toString(uri.getUserInfo() != null));
    session = Session.getInstance(properties);
  }

  @Override
  public Outcome hand(Due due) {
    Letter letter = new Letter(session);
    SMTPTransport transport = null;
    try {
      write(letter, due.id(), (Message.Mail) due.message());
      transport = (SMTPTransport) session.getTransport(uri.getScheme());
      connect(transport);
      transport.sendMessage(letter, letter.getAllRecipients());
      return new Outcome.Accepted(List.of());
    } catch (AddressException e) {
      return new Outcome.Refused("address", List.of());
    } catch (AuthenticationFailedException e) {
      return new Outcome.Later("authentication", List.of());
    } catch (MessagingException e) {
      return outcome(transport == null ? 0 : transport.getLastReturnCode(), letter.begun);
    } finally {
      leave(transport);
    }
  }

  @Override
  public void close() {}

  private void write(MimeMessage letter, UUID id, Message.Mail mail) throws MessagingException {
    letter.setFrom(from);
    letter.setRecipient(RecipientType.TO, recipient(mail.to()));
    letter.setSubject(mail.subject(), "UTF-8");
    letter.setText(mail.text(), "UTF-8");
    letter.setSentDate(Date.from(clock.instant()));
    letter.setHeader("Auto-Submitted", "auto-generated");
    letter.saveChanges();
    // The same for the same message, by which whoever gets it twice can tell.
    letter.setHeader("Message-ID", "<" + id + "@" + domain(from.getAddress()) + ">");
  }

  private void connect(SMTPTransport transport) throws MessagingException {
    String info = Optional.ofNullable(uri.getUserInfo()).orElse("");
    int colon = info.indexOf(':');
    transport.connect(
        uri.getHost(),
        uri.getPort(),
        colon < 0 ? null : info.substring(0, colon),
        colon < 0 ? null : info.substring(colon + 1));
  }

  private static Outcome outcome(int reply, boolean begun) {
    if (reply >= 400 && reply < 500) {
      return new Outcome.Later(Integer.toString(reply), List.of());
    }
    if (reply >= 500 && reply < 600) {
      return new Outcome.Refused(Integer.toString(reply), List.of());
    }
    return begun
        ? new Outcome.Unknown("silence", List.of())
        : new Outcome.Later("unreachable", List.of());
  }

  private static void leave(@org.jspecify.annotations.Nullable SMTPTransport transport) {
    try {
      if (transport != null) {
        transport.close();
      }
    } catch (MessagingException e) {
      // What became of the message is known; how the other side says farewell is not.
    }
  }

  private static InternetAddress recipient(String to) throws AddressException {
    try {
      int at = to.lastIndexOf('@');
      return new InternetAddress(to.substring(0, at + 1) + IDN.toASCII(to.substring(at + 1)), true);
    } catch (IllegalArgumentException e) {
      throw new AddressException("its domain is none");
    }
  }

  private static InternetAddress address(String text) {
    try {
      InternetAddress address = new InternetAddress(text, true);
      return new InternetAddress(
          address.getAddress(), address.getPersonal(), StandardCharsets.UTF_8.name());
    } catch (AddressException | java.io.UnsupportedEncodingException e) {
      throw new IllegalArgumentException("PLAYHOUSE_MAIL_FROM must be a name and an address", e);
    }
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** A mail that knows whether anything of it has left. */
  private static final class Letter extends MimeMessage {
    private boolean begun;

    private Letter(Session session) {
      super(session);
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
      begun = true;
      super.writeTo(out, ignored);
    }
  }
}
