package playhouse.serving.billing.reconciliation.statements;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.platform.Refusal;

/**
 * Takes statements in, each once: the same sent again changes nothing, another of its name is
 * refused.
 */
public final class Intake {
  private Intake() {}

  /** What was sent. */
  public enum Format {
    /** A provider's settlement file. */
    SETTLEMENT,
    /** A bank's statements. */
    CAMT053
  }

  /**
   * A statement that is here.
   *
   * @param again whether it was here before
   */
  public record Taken(UUID id, Statement statement, boolean again) {}

  /**
   * Takes all that the content tells of, or nothing.
   *
   * @param account the channel, or the bank, whose it is
   * @throws Refusal 400 if it cannot be read or does not add up; 409 if another of its name is
   *     here, or if it does not go on from where the one before it ended
   */
  public static List<Taken> take(
      Handle tx, Format format, String account, String content, Instant now) {
    List<Statement> told =
        format == Format.CAMT053
            ? Camt053.read(account, content)
            : List.of(SettlementCsv.read(account, content));
    // So that two at once, and what is matched meanwhile, wait for each other.
    StatementStore.lock(tx);
    List<Taken> taken = new ArrayList<>();
    for (Statement statement : told) {
      if (statement.day().isAfter(now.atOffset(ZoneOffset.UTC).toLocalDate())) {
        throw Refusal.bad("content", "is of a day that is not over");
      }
      taken.add(take(tx, statement, now));
    }
    return taken;
  }

  private static Taken take(Handle tx, Statement statement, Instant now) {
    String hash = hash(statement);
    Optional<StatementStore.Known> known =
        StatementStore.known(tx, statement.account(), statement.id());
    if (known.isPresent()) {
      if (!known.get().hash().equals(hash)) {
        throw Refusal.conflict(
            "statement_differs", "there is another statement " + statement.id() + " already");
      }
      return new Taken(known.get().id(), statement, true);
    }
    statement.balances().ifPresent(balances -> follows(tx, statement, balances));
    UUID id = UUID.randomUUID();
    StatementStore.add(tx, id, statement, hash, now);
    if (!StatementStore.addBatches(tx, id)) {
      throw Refusal.conflict("statement_differs", "a payout of it is in another settlement file");
    }
    return new Taken(id, statement, false);
  }

  private static void follows(Handle tx, Statement statement, Statement.Balances balances) {
    Optional<StatementStore.Closing> last = StatementStore.last(tx, statement.account());
    if (last.isEmpty()) {
      return;
    }
    Money closing = last.get().closing();
    if (!statement.day().isAfter(last.get().day()) || !closing.equals(balances.opening())) {
      throw Refusal.conflict(
          "statement_gap",
          "the statement of "
              + last.get().day()
              + " closes with "
              + closing
              + ", and this one of "
              + statement.day()
              + " opens with "
              + balances.opening());
    }
  }

  private static String hash(Statement statement) {
    try {
      byte[] text = statement.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
