package playhouse.serving;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import playhouse.counterparts.mail.MailServer;
import playhouse.counterparts.mail.Received;
import playhouse.testbed.Await;

/** The mail that people get. */
final class Post implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

  final MailServer server = new MailServer(0);

  /** The newest mail to somebody with that subject, once there are so many. */
  Received mail(String to, String subject, int count) {
    Await.until(subject + " for " + to, LIMIT, () -> with(to, subject).size() >= count);
    List<Received> all = with(to, subject);
    return all.get(all.size() - 1);
  }

  /** The code in it. */
  String code(String to, String subject, int count) {
    String text = mail(to, subject, count).text();
    Matcher code = CODE.matcher(text);
    if (!code.find()) {
      throw new AssertionError("there is no code in " + text);
    }
    return code.group();
  }

  List<Received> with(String to, String subject) {
    return server.inbox(to).stream().filter(mail -> mail.subject().equals(subject)).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
