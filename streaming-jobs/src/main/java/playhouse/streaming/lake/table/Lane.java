package playhouse.streaming.lake.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import playhouse.contracts.Family;
import playhouse.contracts.Topics;
import playhouse.contracts.facts.Reject;

/**
 * A topic, the Avro schema of its values, and the table that they go to.
 *
 * @param number place in {@link #ALL}; part of the state's format
 * @param topic Kafka topic
 * @param table Iceberg table
 * @param schema current writer schema of the topic's values
 * @param family whose events it carries; empty for the rejects
 */
public record Lane(
    int number, String topic, TableIdentifier table, Schema schema, Optional<Family> family) {

  /** Every lane: the families in their order, then the rejects. */
  public static final List<Lane> ALL = lanes();

  /** The lane of what was refused. */
  public static final Lane REJECTS = ALL.get(ALL.size() - 1);

  private static List<Lane> lanes() {
    List<Lane> lanes = new ArrayList<>();
    for (Family family : Family.values()) {
      TableIdentifier table = TableIdentifier.of("raw", family.topic());
      lanes.add(
          new Lane(lanes.size(), family.topic(), table, family.schema(), Optional.of(family)));
    }
    TableIdentifier rejects = TableIdentifier.of("ops", "rejects");
    lanes.add(
        new Lane(lanes.size(), Topics.REJECTS, rejects, Reject.getClassSchema(), Optional.empty()));
    return List.copyOf(lanes);
  }

  /** Whether its values are events: with an envelope, a type and one body. */
  public boolean carriesEvents() {
    return family.isPresent();
  }

  /** The column whose day is the partition. */
  public String dayColumn() {
    return carriesEvents() ? "occurred" : "received";
  }
}
