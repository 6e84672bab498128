package playhouse.batch.candidates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.models.recommend.Histories;
import playhouse.models.recommend.Parameters;
import playhouse.models.recommend.Ranked;
import playhouse.models.recommend.RecommenderModel;
import playhouse.models.recommend.Trainer;

/** For each title those that the same people took. */
final class LikeTitles {
  static final StructType SCHEMA =
      new StructType()
          .add("slice", DataTypes.StringType)
          .add("place", DataTypes.IntegerType)
          .add("title", DataTypes.StringType)
          .add("score", DataTypes.DoubleType);

  private LikeTitles() {}

  static List<Row> rows(Histories histories, Collection<String> titles, int length) {
    RecommenderModel likeness = Trainer.train(histories, Parameters.defaults().withDenseTitles(0));
    List<Row> rows = new ArrayList<>();
    for (String title : titles) {
      int place = 1;
      for (Ranked like : likeness.similar(title, length)) {
        rows.add(RowFactory.create("similar:" + title, place++, like.title(), like.score()));
      }
    }
    return rows;
  }
}
