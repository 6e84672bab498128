package playhouse.serving.acquisition.rights;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.facts.Acquisition;
import playhouse.contracts.facts.AvailConflict;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.RightsAmended;
import playhouse.contracts.facts.RightsExpired;
import playhouse.contracts.facts.RightsGranted;
import playhouse.serving.platform.outbox.Outbox;

/** What others are told of rights. */
final class RightsFacts {
  /** System that tells. */
  static final String SYSTEM = "S1.1";

  private RightsFacts() {}

  static void granted(Handle tx, Grant grant) {
    Terms terms = grant.terms();
    tell(
        tx,
        "rights.granted",
        "rights/" + grant.id() + "/granted",
        grant.changed(),
        fact ->
            fact.setRightsGranted(
                RightsGranted.newBuilder()
                    .setGrant(grant.id().toString())
                    .setTitle(terms.title())
                    .setTerritories(terms.territories())
                    .setModels(terms.models().stream().map(Model::text).toList())
                    .setValidFrom(terms.from())
                    .setValidUntil(terms.until())
                    .setExclusive(terms.exclusive())
                    .setFeeMicros(micros(terms))
                    .setCurrency(currency(terms))
                    .setLicensor(terms.licensor())
                    .setExceptTerritories(terms.except())
                    .setDevices(terms.devices().stream().map(Device::text).toList())
                    .setGreatestHeight(terms.greatestHeight().orElse(null))
                    .setHoldbackModels(held(terms))
                    .setHoldbackUntil(terms.holdback().map(Terms.Holdback::until).orElse(null))
                    .build()));
  }

  static void amended(Handle tx, Grant grant) {
    Terms terms = grant.terms();
    tell(
        tx,
        "rights.amended",
        "rights/" + grant.id() + "/amended/" + grant.version(),
        grant.changed(),
        fact ->
            fact.setRightsAmended(
                RightsAmended.newBuilder()
                    .setGrant(grant.id().toString())
                    .setTitle(terms.title())
                    .setTerritories(terms.territories())
                    .setModels(terms.models().stream().map(Model::text).toList())
                    .setValidFrom(terms.from())
                    .setValidUntil(terms.until())
                    .setExclusive(terms.exclusive())
                    .setFeeMicros(micros(terms))
                    .setCurrency(currency(terms))
                    .setLicensor(terms.licensor())
                    .setExceptTerritories(terms.except())
                    .setDevices(terms.devices().stream().map(Device::text).toList())
                    .setGreatestHeight(terms.greatestHeight().orElse(null))
                    .setHoldbackModels(held(terms))
                    .setHoldbackUntil(terms.holdback().map(Terms.Holdback::until).orElse(null))
                    .build()));
  }

  static void expired(Handle tx, Grant grant) {
    tell(
        tx,
        "rights.expired",
        "rights/" + grant.id() + "/expired",
        grant.until(),
        fact ->
            fact.setRightsExpired(new RightsExpired(grant.id().toString(), grant.terms().title())));
  }

  /** The same refusal told twice is one. */
  static void conflict(Handle tx, Terms terms, List<Conflicts.Conflict> conflicts, Instant now) {
    UUID same = UUID.nameUUIDFromBytes((terms + " " + conflicts).getBytes(StandardCharsets.UTF_8));
    tell(
        tx,
        "avail.conflict",
        "rights/conflict/" + same,
        now,
        fact ->
            fact.setAvailConflict(
                new AvailConflict(
                    terms.title(),
                    terms.licensor(),
                    conflicts.stream().map(each -> each.grant().toString()).toList(),
                    conflicts.stream().map(Conflicts.Conflict::reason).toList())));
  }

  private static @Nullable Long micros(Terms terms) {
    return terms.fee().map(fee -> fee.getAmount().movePointRight(6).longValueExact()).orElse(null);
  }

  private static @Nullable String currency(Terms terms) {
    return terms.fee().map(Money::getCurrencyUnit).map(unit -> unit.getCode()).orElse(null);
  }

  private static List<String> held(Terms terms) {
    return terms.holdback().map(Terms.Holdback::models).orElse(List.of()).stream()
        .map(Model::text)
        .toList();
  }

  private static void tell(
      Handle tx, String type, String id, Instant at, Consumer<Acquisition.Builder> body) {
    Envelope envelope =
        Envelope.newBuilder()
            .setId(id)
            .setSource("/serving")
            .setOccurred(at)
            .setSent(at)
            .setReceived(at)
            .build();
    Acquisition.Builder fact = Acquisition.newBuilder().setEnvelope(envelope).setType(type);
    body.accept(fact);
    Outbox.add(tx, SYSTEM, fact.build());
  }
}
