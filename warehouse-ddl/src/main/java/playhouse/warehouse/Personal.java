package playhouse.warehouse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What columns tell of people, by their names: {@code personal.txt}. */
public final class Personal {
  private static final int PARTS = 3;

  /** Parts of names that sound as if they told of people. */
  private static final Set<String> SOUNDS =
      Set.of(
          "person",
          "people",
          "user",
          "account",
          "device",
          "household",
          "member",
          "customer",
          "email",
          "mail",
          "phone",
          "mobile",
          "ip",
          "address",
          "birth",
          "birthday",
          "gender",
          "sex",
          "latitude",
          "longitude",
          "location",
          "cookie",
          "text",
          "body",
          "message",
          "comment",
          "query",
          "original",
          "note",
          "remark",
          "review",
          "answer",
          "reply",
          "nickname",
          "avatar");

  /** How analysts get a column. */
  public enum Treatment {
    /** A keyed hash; the table tells of people. */
    PERSON,
    /** A keyed hash where the table tells of people. */
    TRACE,
    /** Nothing. */
    WORDS,
    /** As it is. */
    PLAIN
  }

  private final Map<String, Treatment> treatments = new HashMap<>();

  /** As the file says. */
  public Personal() {
    for (String line : SqlResource.index("personal.txt")) {
      String[] parts = line.split(" \\| ", PARTS);
      if (parts.length != PARTS) {
        throw new IllegalStateException("not columns | treatment | why: " + line);
      }
      Treatment treatment = Treatment.valueOf(parts[1].toUpperCase(Locale.ROOT));
      for (String column : parts[0].split(" ", -1)) {
        if (treatments.put(column, treatment) != null) {
          throw new IllegalStateException("told twice in personal.txt: " + column);
        }
      }
    }
  }

  /** What the file says of a column; empty if nothing. */
  public Optional<Treatment> told(String column) {
    return Optional.ofNullable(treatments.get(column));
  }

  /** True if its rows are about people. */
  public boolean tellsOfPeople(LakeTable table) {
    return table.columns().stream()
        .anyMatch(column -> told(column.name()).equals(Optional.of(Treatment.PERSON)));
  }

  /** How analysts get a column of a table; one that should be told of and is not, they do not. */
  public Treatment of(LakeTable table, LakeTable.Column column) {
    Treatment treatment =
        told(column.name()).orElse(mustBeTold(table, column) ? Treatment.WORDS : Treatment.PLAIN);
    return treatment == Treatment.TRACE && !tellsOfPeople(table) ? Treatment.PLAIN : treatment;
  }

  /** True for text in tables that tell of people, and for names that sound personal anywhere. */
  public boolean mustBeTold(LakeTable table, LakeTable.Column column) {
    boolean sounds = Arrays.stream(column.name().split("_", -1)).anyMatch(SOUNDS::contains);
    return (sounds && !isNumber(column))
        || (tellsOfPeople(table) && column.type().contains("STRING"));
  }

  /** Counts of people are not about one of them. */
  private static boolean isNumber(LakeTable.Column column) {
    return column.type().matches("INT|BIGINT|DOUBLE|FLOAT|DECIMAL.*|BOOLEAN")
        && !column.name().matches("latitude|longitude|phone|birth.*");
  }
}
