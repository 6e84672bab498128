package playhouse.contracts;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One kind of fact, such as {@code playback.heartbeat}: its family and the field that holds it.
 *
 * @param name with dots, unique over all families
 * @param family the family it belongs to
 * @param field the family record's field that holds its body: the name with underscores
 * @param schema the body's record schema
 */
public record FactType(String name, Family family, Schema.Field field, Schema schema) {

  private static final Map<String, FactType> BY_NAME = register();

  /**
   * The type of that name; {@code family.type} is accepted as another way to write {@code type}.
   */
  public static Optional<FactType> of(String name) {
    FactType exact = BY_NAME.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    int dot = name.indexOf('.');
    FactType within = dot < 0 ? null : BY_NAME.get(name.substring(dot + 1));
    return Optional.ofNullable(within)
        .filter(type -> type.family().topic().equals(name.substring(0, dot)));
  }

  /** Every type, in the order of the families and of their fields. */
  public static Collection<FactType> all() {
    return BY_NAME.values();
  }

  private static Map<String, FactType> register() {
    Map<String, FactType> types = new LinkedHashMap<>();
    for (Family family : Family.values()) {
      for (Schema.Field field : family.schema().getFields()) {
        if (field.schema().isUnion()) {
          FactType type = of(family, field);
          if (types.put(type.name(), type) != null) {
            throw new IllegalStateException(type.name() + " stands in two families");
          }
        }
      }
    }
    return Collections.unmodifiableMap(types);
  }

  private static FactType of(Family family, Schema.Field field) {
    Schema body = field.schema().getTypes().get(1);
    return new FactType(nameOf(field.name()), family, field, body);
  }

  /** Only the first underscore stands for the dot: subjects are one word. */
  private static String nameOf(String field) {
    return field.replaceFirst("_", ".");
  }
}
