package playhouse.contracts;

import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.contracts.facts.Account;
import playhouse.contracts.facts.Acquisition;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.Campaign;
import playhouse.contracts.facts.Catalogue;
import playhouse.contracts.facts.Community;
import playhouse.contracts.facts.Compliance;
import playhouse.contracts.facts.Delivery;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Payment;
import playhouse.contracts.facts.Platform;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.Production;
import playhouse.contracts.facts.Recommendation;
import playhouse.contracts.facts.Subscription;
import playhouse.contracts.facts.Support;

/** The sixteen families of events: each is one topic, one Avro schema and one raw table. */
@SuppressWarnings("ImmutableEnumChecker") // Avro does not declare its Schema immutable, but it is
public enum Family {
  PLAYBACK(Playback.class, Playback.getClassSchema()),
  AD(Ad.class, Ad.getClassSchema()),
  PAYMENT(Payment.class, Payment.getClassSchema()),
  INTERACTION(Interaction.class, Interaction.getClassSchema()),
  CATALOGUE(Catalogue.class, Catalogue.getClassSchema()),
  ACQUISITION(Acquisition.class, Acquisition.getClassSchema()),
  PRODUCTION(Production.class, Production.getClassSchema()),
  DELIVERY(Delivery.class, Delivery.getClassSchema()),
  ACCOUNT(Account.class, Account.getClassSchema()),
  SUBSCRIPTION(Subscription.class, Subscription.getClassSchema()),
  COMMUNITY(Community.class, Community.getClassSchema()),
  CAMPAIGN(Campaign.class, Campaign.getClassSchema()),
  SUPPORT(Support.class, Support.getClassSchema()),
  COMPLIANCE(Compliance.class, Compliance.getClassSchema()),
  RECOMMENDATION(Recommendation.class, Recommendation.getClassSchema()),
  PLATFORM(Platform.class, Platform.getClassSchema());

  private final Class<? extends SpecificRecordBase> recordClass;
  private final Schema schema;

  Family(Class<? extends SpecificRecordBase> recordClass, Schema schema) {
    this.recordClass = recordClass;
    this.schema = schema;
  }

  /** Name of the Kafka topic and of the raw table, in lower case. */
  public String topic() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The current writer schema: envelope, type, and one nullable field per type. */
  public Schema schema() {
    return schema;
  }

  /** The generated class of the family's record. */
  public Class<? extends SpecificRecordBase> recordClass() {
    return recordClass;
  }

  /**
   * The family a record belongs to.
   *
   * @throws IllegalArgumentException if the record is not a family's record
   */
  public static Family of(SpecificRecordBase record) {
    for (Family family : values()) {
      if (family.recordClass == record.getClass()) {
        return family;
      }
    }
    throw new IllegalArgumentException(record.getClass().getName() + " is no family's record");
  }
}
