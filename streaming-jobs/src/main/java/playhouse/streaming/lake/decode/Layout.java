package playhouse.streaming.lake.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema.Field;
import org.apache.iceberg.Schema;
import playhouse.contracts.DedupKey;
import playhouse.contracts.FactType;
import playhouse.contracts.Rejected.Reason;
import playhouse.streaming.lake.table.Lane;

/**
 * The plan by which values of a lane's current schema fill a row of its table: one step for each
 * field in the order of the bytes, the envelope's fields among them.
 */
final class Layout {

  private enum Role {
    PLAIN,
    ID,
    SOURCE,
    OCCURRED,
    RECEIVED,
    TYPE,
    BODY
  }

  private record Step(Role role, int column, ValueReaders.Reader reader, String typeName) {}

  private final Step[] steps;
  private final boolean carriesEvents;
  private final int idPart;
  private final int sourcePart;
  private final int typePart;
  private final byte[][] typeNames;
  private final int[] from;
  private final int[] length;

  Layout(Lane lane, Schema table) {
    carriesEvents = lane.carriesEvents();
    List<Step> plan = new ArrayList<>();
    for (Field field : lane.schema().getFields()) {
      if (field.name().equals("envelope")) {
        field.schema().getFields().forEach(inner -> plan.add(step(inner, table)));
      } else {
        plan.add(step(field, table));
      }
    }
    steps = plan.toArray(Step[]::new);
    idPart = index(Role.ID);
    sourcePart = index(Role.SOURCE);
    typePart = index(Role.TYPE);
    typeNames =
        plan.stream()
            .map(step -> step.typeName().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    from = new int[steps.length];
    length = new int[steps.length];
  }

  private int index(Role role) {
    for (int i = 0; i < steps.length; i++) {
      if (steps[i].role() == role) {
        return i;
      }
    }
    return -1;
  }

  private Step step(Field field, Schema table) {
    Role role =
        switch (field.name()) {
          case "id" -> Role.ID;
          case "occurred" -> Role.OCCURRED;
          case "received" -> Role.RECEIVED;
          case "source" -> carriesEvents ? Role.SOURCE : Role.PLAIN;
          case "type" -> Role.TYPE;
          default -> Role.PLAIN;
        };
    Optional<String> typeName =
        FactType.all().stream()
            .filter(type -> carriesEvents && type.field().equals(field))
            .map(FactType::name)
            .findFirst();
    return new Step(
        typeName.isPresent() ? Role.BODY : role,
        Event.column(table, field.name()),
        ValueReaders.of(field.schema(), table.findType(field.name())),
        typeName.orElse(""));
  }

  /**
   * Fills the event from the value at the cursor.
   *
   * @throws AvroBytes.Malformed if the bytes are not of the schema
   */
  Optional<Refusal> fill(AvroBytes in, Event event) {
    long occurred = 0;
    long received = 0;
    int bodies = 0;
    int body = -1;
    for (int i = 0; i < steps.length; i++) {
      Step step = steps[i];
      switch (step.role()) {
        case OCCURRED -> {
          occurred = in.readLong();
          event.setField(step.column(), ValueReaders.instant(occurred));
        }
        case RECEIVED -> {
          received = in.readLong();
          event.setField(step.column(), ValueReaders.instant(received));
        }
        case ID, SOURCE, TYPE -> text(i, in, event);
        case BODY -> {
          Object value = step.reader().read(in);
          event.setField(step.column(), value);
          if (value != null) {
            bodies++;
            body = i;
          }
        }
        case PLAIN -> event.setField(step.column(), step.reader().read(in));
      }
    }
    if (!in.atEnd()) {
      throw new AvroBytes.Malformed("bytes follow the value");
    }
    event.times(carriesEvents ? occurred : received, received);
    return carriesEvents ? finish(in, event, bodies, body) : Optional.empty();
  }

  /** Reads a string, remembering where its bytes are. */
  private void text(int part, AvroBytes in, Event event) {
    length[part] = in.readLength();
    from[part] = in.skip(length[part]);
    in.requireUtf8(from[part], length[part]);
    event.setField(
        steps[part].column(),
        org.apache.flink.table.data.StringData.fromBytes(in.bytes(), from[part], length[part]));
  }

  private Optional<Refusal> finish(AvroBytes in, Event event, int bodies, int body) {
    if (bodies != 1 || !names(in, body)) {
      String type = text(in, typePart);
      return Optional.of(
          new Refusal(
              Reason.UNKNOWN_TYPE,
              "type: \"" + type + "\" with " + bodies + " bodies, or with that of another type"));
    }
    byte[] sourceNulId = new byte[length[sourcePart] + 1 + length[idPart]];
    System.arraycopy(in.bytes(), from[sourcePart], sourceNulId, 0, length[sourcePart]);
    System.arraycopy(in.bytes(), from[idPart], sourceNulId, length[sourcePart] + 1, length[idPart]);
    java.util.UUID key = DedupKey.of(sourceNulId);
    event.key(key.getMostSignificantBits(), key.getLeastSignificantBits());
    return Optional.empty();
  }

  /** Whether the type of the event is that of the body. */
  private boolean names(AvroBytes in, int body) {
    byte[] name = typeNames[body];
    int start = from[typePart];
    int end = start + length[typePart];
    return Arrays.equals(in.bytes(), start, end, name, 0, name.length)
        || FactType.of(text(in, typePart))
            .filter(type -> type.name().equals(steps[body].typeName()))
            .isPresent();
  }

  private String text(AvroBytes in, int part) {
    return new String(in.bytes(), from[part], length[part], StandardCharsets.UTF_8);
  }
}
