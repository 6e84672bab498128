package playhouse.batch.quality;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Many datasets as one. */
final class Unions {
  private Unions() {}

  /**
   * All of them, half by half: at each union Spark looks through all that it is made of. Empty if
   * there are none.
   */
  static Optional<Dataset<Row>> of(List<Dataset<Row>> parts) {
    if (parts.size() < 2) {
      return parts.stream().findFirst();
    }
    int half = parts.size() / 2;
    Dataset<Row> first = of(parts.subList(0, half)).orElseThrow();
    return Optional.of(first.union(of(parts.subList(half, parts.size())).orElseThrow()));
  }
}
