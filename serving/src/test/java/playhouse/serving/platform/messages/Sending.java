package playhouse.serving.platform.messages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import playhouse.contracts.Settings;
import playhouse.counterparts.mail.MailServer;
import playhouse.counterparts.sms.Smsc;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Messages with a mail server, an SMS centre and a database of their own, by a clock set by hand.
 */
final class Sending implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Beyond every lease and every wait between two tries. */
  static final Duration LONG = Duration.ofMinutes(6);

  final HandClock clock = new HandClock(Instant.parse("2026-03-02T10:00:00Z"));
  final MailServer mail = new MailServer(0);
  final Smsc centre = new Smsc(0, "playhouse", "secret");
  final ServicesDatabase database = EmptyServices.open();
  final Messages messages;

  Sending() {
    this(Map.of());
  }

  Sending(Map<String, String> more) {
    try {
      Path secrets = Files.createTempFile("smpp", ".json");
      Files.writeString(secrets, "{\"systemId\":\"playhouse\",\"password\":\"secret\"}");
      Map<String, String> settings = new HashMap<>();
      settings.put("PLAYHOUSE_SMTP_URL", mail.url().toString());
      settings.put("PLAYHOUSE_SMPP_URL", centre.url().toString());
      settings.put("PLAYHOUSE_SMPP_SECRETS", secrets.toString());
      settings.putAll(more);
      messages = new Messages(database, Settings.of(settings), clock, PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  UUID send(Message message) {
    return send(message, Duration.ofHours(1));
  }

  UUID send(Message message, Duration until) {
    return database.write(tx -> messages.send(tx, message, clock.instant().plus(until)));
  }

  /** One column of a message, as text; empty if it is null. */
  String column(UUID id, String name) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select coalesce(<name>::text, '') from platform.message where id = :id")
                .define("name", name)
                .bind("id", id)
                .mapTo(String.class)
                .one());
  }

  String state(UUID id) {
    return column(id, "state");
  }

  /** How many facts of a type are told. */
  List<String> told() {
    return database.read(
        handle ->
            handle
                .createQuery("select headers ->> 'ce_type' from platform.outbox order by id")
                .mapTo(String.class)
                .list());
  }

  /** From now on nobody can put down what became of a message, as if they had died before. */
  void die() {
    run(
        """
        create function platform.die() returns trigger language plpgsql as
        $$ begin raise exception 'dead'; end $$""");
    run(
        """
        create trigger die before update on platform.message for each row
        when (new.state = 'sent') execute function platform.die()""");
  }

  void live() {
    run("drop function platform.die() cascade");
  }

  private void run(String sql) {
    database.write(tx -> tx.execute(sql));
  }

  @Override
  public void close() {
    messages.close();
    database.close();
    mail.close();
    centre.close();
  }
}
