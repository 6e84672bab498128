package playhouse.batch.candidates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;
import playhouse.batch.StateTopic;
import playhouse.contracts.Topics;
import playhouse.contracts.facts.Candidates;
import playhouse.contracts.facts.ScoredTitle;

/** Tells the lists of a day, and that earlier ones without a successor hold no more. */
final class CandidateMessages {
  private CandidateMessages() {}

  /** How many lists were told. */
  static int tell(Lake lake, String table, LocalDate day) {
    Dataset<Row> stored = lake.table(table);
    Set<String> gone =
        new HashSet<>(
            stored
                .where(col("day").lt(lit(day)))
                .select("slice")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
    int told = 0;
    try (StateTopic topic = StateTopic.open(lake.settings(), Topics.CANDIDATES)) {
      Iterator<Row> rows =
          stored.where(col("day").equalTo(lit(day))).orderBy("slice", "place").toLocalIterator();
      String slice = "";
      List<ScoredTitle> titles = new ArrayList<>();
      while (rows.hasNext()) {
        Row row = rows.next();
        String next = row.getAs("slice");
        if (!next.equals(slice) && !titles.isEmpty()) {
          topic.tell(slice, new Candidates(slice, List.copyOf(titles)));
          told++;
          titles.clear();
        }
        slice = next;
        gone.remove(slice);
        titles.add(new ScoredTitle(row.getAs("title"), row.<Double>getAs("score")));
      }
      if (!titles.isEmpty()) {
        topic.tell(slice, new Candidates(slice, List.copyOf(titles)));
        told++;
      }
      gone.forEach(topic::forget);
    }
    return told;
  }
}
