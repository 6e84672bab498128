package playhouse.collector.event;

import org.apache.avro.specific.SpecificRecordBase;
import playhouse.contracts.Fact;
import playhouse.contracts.Rejected;

/** What became of one event at the door. */
public sealed interface Outcome {

  /** The producer's id of the event; blank where it cannot be read. */
  String id();

  /** It makes sense and may go on. */
  record Accepted(Fact fact) implements Outcome {

    /** Looks at a family's record. */
    public static Accepted of(SpecificRecordBase familyRecord) {
      return new Accepted(Fact.of(familyRecord));
    }

    @Override
    public String id() {
      return fact.envelope().getId();
    }
  }

  /** It does not; its original bytes are kept with the reason. */
  record Refused(String id, Rejected rejected) implements Outcome {}
}
