package playhouse.counterparts.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import playhouse.counterparts.carrying.Fault;
import playhouse.counterparts.faults.Silence;

/** One connection of somebody who brings mail. */
final class Conversation {
  private static final int IDLE_MILLIS = 60_000;
  private static final int LONGEST_LINE = 2_000;
  private static final int LARGEST = 1 << 20;

  private final InputStream in;
  private final OutputStream out;
  private final MailServer server;
  private final List<String> recipients = new ArrayList<>();
  private Optional<Fault> fault = Optional.empty();
  private boolean begun;

  Conversation(Socket socket, MailServer server) throws IOException {
    socket.setSoTimeout(IDLE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    this.server = server;
  }

  void run() throws IOException {
    say("220 counterparts.invalid ESMTP");
    String line = line();
    while (!line.isEmpty() && answered(line)) {
      line = line();
    }
  }

  /** False when nothing more is to be said. */
  private boolean answered(String line) throws IOException {
    String verb = line.strip().split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
    switch (verb) {
      case "EHLO" -> say("250-counterparts.invalid\r\n250-8BITMIME\r\n250 SIZE " + LARGEST);
      case "HELO" -> say("250 counterparts.invalid");
      case "MAIL" -> {
        return begin();
      }
      case "RCPT" -> recipient(line);
      case "DATA" -> {
        return data();
      }
      case "RSET", "NOOP" -> say("250 done");
      case "QUIT" -> {
        say("221 farewell");
        return false;
      }
      default -> say("502 not here");
    }
    return true;
  }

  private boolean begin() throws IOException {
    recipients.clear();
    begun = true;
    fault = server.nextFault();
    if (is(Fault.THROTTLE)) {
      say("421 too much at once");
      return false;
    }
    say("250 begin");
    return true;
  }

  private void recipient(String line) throws IOException {
    int from = line.indexOf('<');
    int to = line.indexOf('>');
    if (!begun || from < 0 || to < from) {
      say("503 out of order");
    } else if (is(Fault.REFUSE)) {
      say("550 there is nobody of that name");
    } else if (is(Fault.GREYLIST)) {
      say("451 not now, come again");
    } else {
      recipients.add(line.substring(from + 1, to));
      say("250 known");
    }
  }

  private boolean data() throws IOException {
    if (recipients.isEmpty()) {
      say("503 for whom?");
      return true;
    }
    if (is(Fault.DROP_BEFORE)) {
      return false;
    }
    say("354 go on");
    byte[] content = content();
    for (String recipient : recipients) {
      server.take(recipient, content);
    }
    begun = false;
    if (is(Fault.DROP_AFTER)) {
      return false;
    }
    if (is(Fault.SLOW)) {
      Silence.keep();
    }
    say("250 taken");
    return true;
  }

  private byte[] content() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    String line = line();
    while (!line.equals(".\r\n")) {
      if (line.isEmpty() || content.size() > LARGEST) {
        throw new IOException("a mail without end");
      }
      // RFC 5321, 4.5.2: a dot that begins a line is sent twice.
      String bare = line.startsWith(".") ? line.substring(1) : line;
      content.write(bare.getBytes(StandardCharsets.ISO_8859_1));
      line = line();
    }
    return content.toByteArray();
  }

  private boolean is(Fault which) {
    return fault.filter(which::equals).isPresent();
  }

  private void say(String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** With its end; empty when there is no more. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0) {
      line.append((char) next);
      if (next == '\n') {
        return line.toString();
      }
      if (line.length() > LONGEST_LINE) {
        throw new IOException("a line without end");
      }
      next = in.read();
    }
    return "";
  }
}
