package playhouse.audience.render;

import org.apache.avro.specific.SpecificRecordBase;
import playhouse.contracts.FactType;
import playhouse.contracts.facts.Envelope;

/**
 * An event ready to go.
 *
 * @param type which fact
 * @param envelope who, when and from where
 * @param record the family's record, which holds both
 */
public record Dressed(FactType type, Envelope envelope, SpecificRecordBase record) {

  /** The fact itself. */
  public SpecificRecordBase body() {
    return (SpecificRecordBase) record.get(type.field().pos());
  }
}
