package playhouse.serving.identity.accounts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.AccountCreated;
import playhouse.contracts.facts.AccountVerified;
import playhouse.contracts.facts.Envelope;
import playhouse.serving.platform.outbox.Outbox;

/**
 * Tells what becomes of accounts, in the contract's words and in the transaction in which it
 * becomes so.
 *
 * @param system that tells, such as {@code S4.1}
 * @param now when it becomes so
 */
public record AccountFacts(Handle tx, String system, Instant now) {
  private static final String SOURCE = "/serving/identity";

  void created(UUID person, Address.Kind kind, String channel, Optional<String> campaign) {
    tell(
        Optional.of(person),
        "account.created",
        person + "/created",
        fact ->
            fact.setAccountCreated(
                AccountCreated.newBuilder()
                    .setChannel(channel)
                    .setCampaign(campaign.orElse(null))
                    .build()));
    tell(
        Optional.of(person),
        "account.verified",
        person + "/verified",
        fact ->
            fact.setAccountVerified(
                AccountVerified.newBuilder()
                    .setChannel(channel)
                    .setMethod(kind == Address.Kind.EMAIL ? "email" : "sms")
                    .build()));
  }

  /**
   * Tells one.
   *
   * @param person whom it is about; empty if they are nobody yet
   * @param id of the fact; told again with it, it is the same fact
   */
  public void tell(
      Optional<UUID> person,
      String type,
      String id,
      Consumer<playhouse.contracts.facts.Account.Builder> body) {
    Instant moment = now.truncatedTo(ChronoUnit.MICROS);
    playhouse.contracts.facts.Account.Builder fact =
        playhouse.contracts.facts.Account.newBuilder()
            .setEnvelope(
                Envelope.newBuilder()
                    .setId(id)
                    .setSource(SOURCE)
                    .setOccurred(moment)
                    .setSent(moment)
                    .setReceived(moment)
                    .setPerson(person.orElse(null))
                    .build())
            .setType(type);
    body.accept(fact);
    Outbox.add(tx, system, fact.build());
  }
}
