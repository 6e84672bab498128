package playhouse.serving.analytics.boards;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.messages.Message;
import playhouse.serving.platform.messages.Messages;
import playhouse.serving.platform.messages.Purpose;

/** Sends boards whose time has come, each once: a mail and the next time are one transaction. */
public final class Mailing {
  private static final Logger LOG = LoggerFactory.getLogger(Mailing.class);
  private static final int AT_ONCE = 20;
  private static final String ONE = "board_mail";

  /** Yesterday's numbers are news for so long. */
  private static final Duration NEWS = Duration.ofHours(12);

  private final Digest digest;
  private final Messages messages;
  private final Clock clock;

  /** Sends what the digest tells. */
  public Mailing(Digest digest, Messages messages, Clock clock) {
    this.digest = digest;
    this.messages = messages;
    this.clock = clock;
  }

  /** Sends what is due; how many. */
  public int tick(Handle tx) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    int sent = 0;
    for (Schedule s : ScheduleStore.due(tx, now, AT_ONCE)) {
      // One that cannot be sent must not keep the others from it.
      tx.savepoint(ONE);
      try {
        send(tx, s, now);
        tx.releaseSavepoint(ONE);
        sent++;
      } catch (Refusal e) {
        tx.rollbackToSavepoint(ONE);
        LOG.warn("the board {} is sent later: {}", s.board(), e.getMessage());
      }
    }
    return sent;
  }

  private void send(Handle tx, Schedule s, Instant now) {
    Optional<Digest.Shown> board = digest.board(tx, s.board(), s.owner());
    if (board.isEmpty()) {
      LOG.info("the board {} is there no more for {}: it is not sent", s.board(), s.owner());
      ScheduleStore.remove(tx, s.id());
      return;
    }
    LocalDate day = now.atZone(ZoneId.of(s.zone())).toLocalDate();
    boolean chinese = s.language().equals("zh");
    String subject = (chinese ? "看板 " : "Board ") + board.get().name(chinese) + " · " + day;
    messages.send(
        tx,
        new Message.Mail(Purpose.NOTICE, s.address(), subject, digest.text(board.get(), s)),
        now.plus(NEWS));
    ScheduleStore.sent(tx, s.sent(now));
  }
}
