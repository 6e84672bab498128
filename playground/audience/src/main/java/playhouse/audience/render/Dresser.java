package playhouse.audience.render;

import java.time.Instant;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Act;
import playhouse.audience.world.Person;
import playhouse.audience.world.World;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Envelope;

/** Puts events into their families' records, with the envelope of one source. */
public final class Dresser {

  private final World world;
  private final String source;
  private final boolean backfill;

  /** Dresses a world's events for a source; {@code backfill} marks them as history. */
  public Dresser(World world, String source, boolean backfill) {
    this.world = world;
    this.source = source;
    this.backfill = backfill;
  }

  /** The event as sent and received at moments in epoch milliseconds. */
  public Dressed dress(Event event, long sent, long received) {
    Envelope envelope = envelope(event, sent, received);
    Family family = event.type().family();
    SpecificRecordBase record =
        (SpecificRecordBase) SpecificData.newInstance(family.recordClass(), family.schema());
    record.put(0, envelope);
    record.put(1, event.type().name());
    record.put(event.type().field().pos(), event.body());
    return new Dressed(event.type(), envelope, record);
  }

  /** Built by position, as millions are needed and a builder would check each field. */
  private Envelope envelope(Event event, long sent, long received) {
    Envelope envelope = new Envelope();
    envelope.put(0, event.id());
    envelope.put(1, source);
    envelope.put(5, Instant.ofEpochMilli(event.at()));
    envelope.put(6, Instant.ofEpochMilli(sent));
    envelope.put(7, Instant.ofEpochMilli(received));
    envelope.put(8, backfill);
    if (event.person() != Act.NOBODY) {
      Person person = world.person(event.person());
      if (person.named()) {
        envelope.put(2, person.pseudonym());
        envelope.put(4, person.household());
      }
      String exclusion = person.standing().exclusion();
      envelope.put(9, exclusion.isEmpty() ? null : exclusion);
      envelope.put(10, person.region().name());
      if (event.device() >= 0) {
        Person.Device device = person.devices().get(event.device());
        envelope.put(3, person.named() ? device.id() : null);
        envelope.put(11, device.platform());
        envelope.put(12, device.appVersion());
      }
    }
    return envelope;
  }
}
