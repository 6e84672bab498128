package playhouse.serving.acquisition.licences;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Acquisition;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.LicenceDenied;
import playhouse.contracts.facts.LicenceIssued;
import playhouse.contracts.facts.LicenceRevoked;
import playhouse.serving.platform.outbox.Outbox;

/** What others are told of licences. */
final class LicenceFacts {
  private static final String SYSTEM = "S1.1";

  private LicenceFacts() {}

  static void issued(Handle tx, Licence licence, Instant now) {
    tell(
        tx,
        licence.person(),
        licence.territory(),
        "licence.issued",
        "licence/" + licence.id() + "/" + licence.renewals(),
        now,
        fact ->
            fact.setLicenceIssued(
                LicenceIssued.newBuilder()
                    .setLicence(licence.id().toString())
                    .setTitle(licence.title())
                    .setPlay(licence.play())
                    .setExpires(licence.expires())
                    .setRenewed(licence.renewals() > 0)
                    .build()));
  }

  static void denied(Handle tx, UUID id, Licences.Wanted wanted, String reason, Instant now) {
    tell(
        tx,
        wanted.person(),
        wanted.territory(),
        "licence.denied",
        "licence/" + id + "/denied",
        now,
        fact -> fact.setLicenceDenied(new LicenceDenied(wanted.title(), wanted.play(), reason)));
  }

  static void revoked(Handle tx, Licence licence, Instant now) {
    tell(
        tx,
        licence.person(),
        licence.territory(),
        "licence.revoked",
        "licence/" + licence.id() + "/revoked",
        now,
        fact ->
            fact.setLicenceRevoked(
                new LicenceRevoked(
                    licence.id().toString(),
                    licence.title(),
                    licence.play(),
                    licence.why().orElse("said"))));
  }

  private static void tell(
      Handle tx,
      UUID person,
      Optional<String> territory,
      String type,
      String id,
      Instant now,
      Consumer<Acquisition.Builder> body) {
    Envelope envelope =
        Envelope.newBuilder()
            .setId(id)
            .setSource("/serving")
            .setPerson(person)
            .setCountry(territory.orElse(null))
            .setOccurred(now)
            .setSent(now)
            .setReceived(now)
            .build();
    Acquisition.Builder fact = Acquisition.newBuilder().setEnvelope(envelope).setType(type);
    body.accept(fact);
    Outbox.add(tx, SYSTEM, fact.build());
  }
}
