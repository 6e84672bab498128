package playhouse.audience.render;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.contracts.FactType;

/** Which fact type a body is of. */
public final class Bodies {

  private static final Map<Schema, FactType> BY_SCHEMA = bySchema();

  /** Schemas compare by structure, which is slow; classes do not. */
  private static final ClassValue<FactType> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected FactType computeValue(Class<?> body) {
          return BY_SCHEMA.entrySet().stream()
              .filter(entry -> entry.getKey().getFullName().equals(body.getName()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(body + " is no fact"));
        }
      };

  private Bodies() {}

  /** The type of a fact. */
  public static FactType type(SpecificRecordBase body) {
    return BY_CLASS.get(body.getClass());
  }

  private static Map<Schema, FactType> bySchema() {
    Map<Schema, FactType> types = new HashMap<>();
    FactType.all().forEach(type -> types.put(type.schema(), type));
    return types;
  }
}
