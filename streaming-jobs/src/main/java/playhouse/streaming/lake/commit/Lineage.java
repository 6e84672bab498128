package playhouse.streaming.lake.commit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.iceberg.Table;

/**
 * Which unbroken chain of checkpoints this is. Every table remembers, by lineage, the last
 * checkpoint whose files it holds: so each is committed once, and a start from too old a state is
 * noticed.
 *
 * @param id of this chain
 * @param ancestors chains that wrote to the lake before this one began
 */
public record Lineage(String id, Set<String> ancestors) {

  private static final String PROPERTY = "playhouse.lake-writer.";

  /** A chain that begins now, after all that ever wrote to the tables. */
  public static Lineage begin(String id, Collection<Table> tables) {
    Set<String> ancestors = new LinkedHashSet<>();
    for (Table table : tables) {
      for (String key : table.properties().keySet()) {
        if (key.startsWith(PROPERTY)) {
          ancestors.add(key.substring(PROPERTY.length()));
        }
      }
    }
    ancestors.remove(id);
    return new Lineage(id, Set.copyOf(ancestors));
  }

  /** Key of the table property that holds the last checkpoint committed by this chain. */
  public String property() {
    return PROPERTY + id;
  }

  /** The last checkpoint of this chain that the table holds; -1 if none. */
  public long committed(Table table) {
    return Long.parseLong(table.properties().getOrDefault(property(), "-1"));
  }

  /** Whether a table holds more than this chain knows of at the given restored checkpoint. */
  public boolean isBehind(Collection<Table> tables, OptionalLong restored) {
    for (Table table : tables) {
      for (String key : table.properties().keySet()) {
        if (key.startsWith(PROPERTY)) {
          String other = key.substring(PROPERTY.length());
          if (!other.equals(id) && !ancestors.contains(other)) {
            return true;
          }
        }
      }
      if (committed(table) > restored.orElse(-1)) {
        return true;
      }
    }
    return false;
  }

  /** For the state. */
  public byte[] toBytes() {
    String text = ancestors.isEmpty() ? id : id + "," + String.join(",", ancestors);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What {@link #toBytes} wrote. */
  public static Lineage fromBytes(byte[] bytes) {
    String[] ids = new String(bytes, StandardCharsets.UTF_8).split(",");
    return new Lineage(ids[0], Set.copyOf(Arrays.asList(ids).subList(1, ids.length)));
  }
}
