package playhouse.contracts;

import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.contracts.facts.Envelope;

/**
 * A family's record seen without its family: who, which type, and the body.
 *
 * @param family the record's family
 * @param envelope who, when and from where
 * @param type name of the type as the record carries it
 * @param record the family's record
 */
public record Fact(Family family, Envelope envelope, String type, SpecificRecordBase record) {

  /**
   * Looks at a family's record.
   *
   * @throws IllegalArgumentException if the record is not a family's record
   */
  public static Fact of(SpecificRecordBase record) {
    return new Fact(
        Family.of(record), (Envelope) record.get(0), String.valueOf(record.get(1)), record);
  }

  /** The body: empty if the type is unknown to the family or its field is not filled. */
  public Optional<IndexedRecord> body() {
    return FactType.of(type)
        .filter(known -> known.family() == family)
        .map(known -> (IndexedRecord) record.get(known.field().pos()));
  }
}
