package playhouse.batch.factory;

import java.io.Serializable;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import playhouse.models.factory.Example;
import playhouse.models.factory.PersonModel;
import playhouse.models.factory.Question;
import playhouse.models.features.Life;
import playhouse.models.features.Moments;

/** What a model answers of everybody of whom its question is asked at a moment. */
final class Answers {
  private static final StructType SCHEMA =
      new StructType()
          .add("person", DataTypes.StringType)
          .add("probability", DataTypes.DoubleType)
          .add("low", DataTypes.DoubleType)
          .add("high", DataTypes.DoubleType)
          .add("numbers", DataTypes.createArrayType(DataTypes.FloatType, false));

  private Answers() {}

  /** Answers, with the numbers that they come from, in the order of the model's features. */
  static Dataset<Row> from(Dataset<Row> facts, Question question, byte[] model, Instant moment) {
    Answering answering = new Answering(question, model, Moments.micros(moment));
    return Lives.each(facts, SCHEMA, answering::of);
  }

  /** The model where the lives are: read once a task. */
  private static final class Answering implements Serializable {
    private static final long serialVersionUID = 1;

    private final Question question;
    private final byte[] bytes;
    private final long atMicros;
    private transient @Nullable PersonModel model;

    Answering(Question question, byte[] bytes, long atMicros) {
      this.question = question;
      this.bytes = bytes.clone();
      this.atMicros = atMicros;
    }

    Iterator<Row> of(String person, Life life) {
      if (!question.asked(life, atMicros)) {
        return List.<Row>of().iterator();
      }
      PersonModel ready = ready();
      float[] all = Example.numbers(question, life, atMicros);
      int[] places = ready.places(question);
      float[] numbers = new float[places.length];
      for (int at = 0; at < places.length; at++) {
        numbers[at] = all[places[at]];
      }
      PersonModel.Answer answer = ready.answer(numbers);
      return List.of(
              RowFactory.create(
                  person,
                  answer.probability(),
                  answer.interval().low(),
                  answer.interval().high(),
                  Examples.boxed(numbers)))
          .iterator();
    }

    private PersonModel ready() {
      PersonModel there = model;
      if (there == null) {
        there = PersonModel.decode(bytes);
        model = there;
      }
      return there;
    }
  }
}
