package playhouse.batch.core.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.batch.core.Facts;

/**
 * The table {@code core.identities}: merges, followed to the pseudonym that stands for all. What
 * was split after it was merged is not there.
 */
final class Identities {
  private static final StructType MERGED =
      new StructType()
          .add("person", DataTypes.StringType)
          .add("merged_into", DataTypes.StringType)
          .add("occurred", DataTypes.TimestampType);
  private static final String SPLIT = "profile_split";
  private static final int IS_SPLIT = 3;

  private Identities() {}

  static Dataset<Row> from(Dataset<Row> recommendation) {
    // In a lake in which nothing was split yet there may be no such column.
    boolean splits = List.of(recommendation.columns()).contains(SPLIT);
    String other =
        splits ? "COALESCE(profile_merged.other, profile_split.other)" : "profile_merged.other";
    return Facts.counting(recommendation)
        .where("type IN ('profile.merged', 'profile.split') AND person IS NOT NULL")
        .selectExpr(
            other + " AS person",
            "person AS merged_into",
            "occurred",
            "type = 'profile.split' AS split",
            "id")
        // Merges are few, and a chain of them is followed where all of them are at hand.
        .coalesce(1)
        .sortWithinPartitions("occurred", "id")
        .mapPartitions((MapPartitionsFunction<Row, Row>) Identities::followed, Encoders.row(MERGED))
        .withColumn("day", Facts.day("occurred"));
  }

  private static Iterator<Row> followed(Iterator<Row> merges) {
    Map<String, Row> latest = new HashMap<>();
    merges.forEachRemaining(merge -> latest.put(merge.getString(0), merge));
    latest.values().removeIf(merge -> merge.getBoolean(IS_SPLIT));
    List<Row> rows = new ArrayList<>();
    latest.forEach(
        (person, merge) -> {
          String root = root(person, latest);
          if (!root.equals(person)) {
            rows.add(RowFactory.create(person, root, merge.get(2)));
          }
        });
    return rows.iterator();
  }

  /** Where the merges lead; should they lead in a circle, to the least pseudonym of it. */
  private static String root(String person, Map<String, Row> latest) {
    NavigableSet<String> seen = new TreeSet<>();
    String at = person;
    for (Row merge = latest.get(at); merge != null; merge = latest.get(at)) {
      if (!seen.add(at)) {
        return circle(at, latest);
      }
      at = merge.getString(1);
    }
    return at;
  }

  private static String circle(String start, Map<String, Row> latest) {
    NavigableSet<String> members = new TreeSet<>();
    String at = start;
    for (Row merge = latest.get(at); merge != null && members.add(at); merge = latest.get(at)) {
      at = merge.getString(1);
    }
    return members.first();
  }
}
