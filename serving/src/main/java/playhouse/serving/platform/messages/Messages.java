package playhouse.serving.platform.messages;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Sends mail and text messages to people. What is to be sent is claimed in one transaction, handed
 * over in none, and what became of it is put down in another: whoever dies in between leaves one of
 * which nobody knows, and it is sent once more, but never a third time.
 */
public final class Messages implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

  /** How long an answer of the other side is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** Longer than all that are claimed at once take, if nobody answers. */
  private static final Duration LEASE = Duration.ofSeconds(90);

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofMinutes(5);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int SENDERS = 8;
  private static final int AT_ONCE = 16;

  /** Most for one recipient in an hour and in a day; notices are counted by themselves. */
  private static final int HOURLY = 10;

  private static final int DAILY = 30;

  /** Most in an hour for numbers of which only the last three digits differ. */
  private static final int BLOCK_HOURLY = 20;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final ServicesDatabase database;
  private final Clock clock;
  private final SmsLimits limits;
  private final Optional<Carrier> mail;
  private final Optional<Carrier> sms;
  private final ExecutorService senders =
      Executors.newFixedThreadPool(
          SENDERS,
          work -> {
            Thread thread = new Thread(work, "messages");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * By the ways that the settings name; where none is, messages wait until their time is over.
   *
   * @throws IllegalArgumentException if a setting is wrong
   */
  public Messages(ServicesDatabase database, Settings settings, Clock clock) {
    this(database, settings, clock, PATIENCE);
  }

  /** The same, for those who do not wait as long. */
  Messages(ServicesDatabase database, Settings settings, Clock clock, Duration patience) {
    this.database = database;
    this.clock = clock;
    limits = SmsLimits.of(settings);
    mail =
        settings
            .find(Setting.SMTP_URL)
            .map(
                url ->
                    new SmtpCarrier(
                        URI.create(url), settings.get(Setting.MAIL_FROM), patience, clock));
    sms =
        settings
            .find(Setting.SMPP_URL)
            .map(
                url ->
                    new SmppCarrier(
                        URI.create(url),
                        SmppCarrier.Login.of(Path.of(settings.get(Setting.SMPP_SECRETS))),
                        settings.get(Setting.SMS_FROM),
                        patience,
                        new Receipts(this::receipt),
                        clock));
  }

  /**
   * Puts it down to be sent, in the transaction; it is not sent any more after {@code until}.
   *
   * @return its id
   * @throws Refusal 429 if there were too many for that recipient ({@code too_many_requests}), for
   *     numbers like it ({@code sms_velocity}), or if text messages have cost enough for today
   *     ({@code sms_spend_cap}); 409 if there are none to that country ({@code sms_country}); 400
   *     if the number is not one of a mobile phone there
   */
  public UUID send(Handle tx, Message message, Instant until) {
    Instant now = now();
    long micros = message instanceof Message.Sms text ? limits.price(text) : 0;
    Marks.Made marks = Marks.of(tx, message, now);
    limit(tx, message, marks, now);
    if (message instanceof Message.Sms text && !charge(tx, text.country(), micros, day(now))) {
      throw Refusal.limited("sms_spend_cap", "text messages have cost enough for today");
    }
    UUID id = UUID.randomUUID();
    MessageStore.add(tx, id, message, marks, micros, until, now);
    return id;
  }

  /** Sends what is due; how many. */
  public int deliver() {
    Instant now = now();
    int over = database.write(tx -> expire(tx, now));
    List<Due> claimed = database.write(tx -> claim(tx, now));
    CompletableFuture.allOf(
            claimed.stream()
                .map(due -> CompletableFuture.runAsync(() -> hand(due), senders))
                .toArray(CompletableFuture[]::new))
        .join();
    return over + claimed.size();
  }

  /** Forgets what is long over; how much. */
  public int forget(Handle tx) {
    return MessageStore.forget(tx, now().minus(KEPT)) + Marks.forget(tx, now());
  }

  /** What is being handed over is taken up again after the next start. */
  @Override
  public void close() {
    senders.shutdown();
    mail.ifPresent(Carrier::close);
    sms.ifPresent(Carrier::close);
  }

  private static void limit(Handle tx, Message message, Marks.Made marks, Instant now) {
    MessageStore.lock(tx, marks.lock());
    boolean notice = message.purpose() == Purpose.NOTICE;
    if (MessageStore.toRecipient(tx, marks.recipients(), notice, now.minus(HOUR)) >= HOURLY) {
      throw Refusal.tooMany(HOUR.toSeconds());
    }
    if (MessageStore.toRecipient(tx, marks.recipients(), notice, now.minus(DAY)) >= DAILY) {
      throw Refusal.tooMany(DAY.toSeconds());
    }
    if (!marks.blocks().isEmpty()
        && MessageStore.toBlock(tx, marks.blocks(), now.minus(HOUR)) >= BLOCK_HOURLY) {
      throw Refusal.limited("sms_velocity", "too many text messages went to numbers like this");
    }
  }

  /** Whether there is room for that under both caps; then it is put down. */
  private boolean charge(Handle tx, String country, long micros, LocalDate day) {
    // The sum of all comes first everywhere, so that nobody waits in a ring.
    if (!SpendStore.add(tx, day, SpendStore.ALL, micros, limits.dayMicros())) {
      return false;
    }
    if (SpendStore.add(tx, day, country, micros, limits.countryDayMicros())) {
      return true;
    }
    SpendStore.giveBack(tx, day, SpendStore.ALL, micros);
    return false;
  }

  private List<Due> claim(Handle tx, Instant now) {
    return MessageStore.claim(tx, now, LEASE, AT_ONCE).stream()
        .filter(due -> mayGo(tx, due, now))
        .toList();
  }

  /** Not a third time, and not a second time if that costs more than may be spent. */
  private boolean mayGo(Handle tx, Due due, Instant now) {
    if (due.givenUp()) {
      MessageStore.end(tx, due.id(), "failed", "unknown", due.parts());
      return false;
    }
    if (due.message() instanceof Message.Sms text && due.unknowns() >= due.charged()) {
      if (!charge(tx, text.country(), due.costMicros(), day(now))) {
        MessageStore.end(tx, due.id(), "failed", "sms_spend_cap", due.parts());
        return false;
      }
      MessageStore.charged(tx, due.id(), due.charged() + 1);
    }
    return true;
  }

  private void hand(Due due) {
    Optional<Carrier> carrier = due.message() instanceof Message.Sms ? sms : mail;
    Carrier.Outcome outcome =
        carrier
            .map(way -> way.hand(due))
            .orElseGet(() -> new Carrier.Outcome.Later("no_carrier", due.parts()));
    database.write(tx -> put(tx, due, outcome));
  }

  private boolean put(Handle tx, Due due, Carrier.Outcome outcome) {
    Instant now = now();
    if (outcome instanceof Carrier.Outcome.Accepted accepted) {
      MessageStore.end(tx, due.id(), "sent", "", accepted.parts());
      MessageFacts.sent(tx, due, limits.currency(), now);
      return true;
    }
    if (!MessageStore.mine(tx, due)) {
      return false;
    }
    if (outcome instanceof Carrier.Outcome.Refused refused) {
      LOG.info("{} {} was refused: {}", due.message(), due.id(), refused.code());
      MessageStore.end(tx, due.id(), "failed", refused.code(), refused.parts());
      giveBack(tx, due);
    } else if (outcome instanceof Carrier.Outcome.Unknown unknown) {
      LOG.warn("nobody says whether {} {} came: {}", due.message(), due.id(), unknown.code());
      again(tx, due, unknown.code(), unknown.parts(), due.unknowns() + 1, now);
    } else if (outcome instanceof Carrier.Outcome.Later later) {
      again(tx, due, later.code(), later.parts(), due.unknowns(), now);
    }
    return true;
  }

  private static void again(
      Handle tx, Due due, String code, List<String> parts, int unknowns, Instant now) {
    MessageStore.again(tx, due, code, parts, unknowns, now.plus(wait(due.attempt())));
  }

  private int expire(Handle tx, Instant now) {
    List<Due> over = MessageStore.over(tx, now, AT_ONCE);
    for (Due due : over) {
      MessageStore.end(tx, due.id(), "expired", "", due.parts());
      giveBack(tx, due);
    }
    return over.size();
  }

  /** What surely never left costs nothing. */
  private static void giveBack(Handle tx, Due due) {
    if (due.message() instanceof Message.Sms text && due.unknowns() == 0 && due.parts().isEmpty()) {
      SpendStore.giveBack(tx, day(due.created()), SpendStore.ALL, due.costMicros());
      SpendStore.giveBack(tx, day(due.created()), text.country(), due.costMicros());
    }
  }

  private boolean receipt(String part, String state) {
    return database.write(tx -> MessageStore.receipt(tx, part, state));
  }

  /** Soon at first, then more and more seldom. */
  private static Duration wait(int attempt) {
    Duration wait = SOON.multipliedBy(1L << Math.min(attempt - 1, 20));
    return wait.compareTo(SELDOM) > 0 ? SELDOM : wait;
  }

  private static LocalDate day(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
