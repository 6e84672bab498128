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

  void created(UUID person, Address address, Origin origin) {
    Envelope.Builder about =
        envelope(Optional.of(person)).setCountry(origin.countryOf(address).orElse(null));
    tell(
        about.setId(person + "/created").build(),
        "account.created",
        fact ->
            fact.setAccountCreated(
                AccountCreated.newBuilder()
                    .setChannel(origin.channel())
                    .setCampaign(origin.campaign().orElse(null))
                    .build()));
    tell(
        about.setId(person + "/verified").build(),
        "account.verified",
        fact ->
            fact.setAccountVerified(
                AccountVerified.newBuilder()
                    .setChannel(origin.channel())
                    .setMethod(address.kind() == Address.Kind.EMAIL ? "email" : "sms")
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
    tell(envelope(person).setId(id).build(), type, body);
  }

  private Envelope.Builder envelope(Optional<UUID> person) {
    Instant moment = now.truncatedTo(ChronoUnit.MICROS);
    return Envelope.newBuilder()
        .setSource(SOURCE)
        .setOccurred(moment)
        .setSent(moment)
        .setReceived(moment)
        .setPerson(person.orElse(null));
  }

  private void tell(
      Envelope envelope, String type, Consumer<playhouse.contracts.facts.Account.Builder> body) {
    playhouse.contracts.facts.Account.Builder fact =
        playhouse.contracts.facts.Account.newBuilder().setEnvelope(envelope).setType(type);
    body.accept(fact);
    Outbox.add(tx, system, fact.build());
  }
}
