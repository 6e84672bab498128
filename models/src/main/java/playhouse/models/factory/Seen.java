package playhouse.models.factory;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import playhouse.models.measure.Shape;

/**
 * What a model had seen and answered when it learnt, to tell how far that lies from what it sees
 * later.
 *
 * @param shapes of its features, in their order
 * @param answers the shape of what it answered
 * @param rows how many rows it had learnt from
 */
public record Seen(List<Shape> shapes, Shape answers, long rows) {
  private static final double ALARM = 0.25;

  /**
   * How far numbers lie from those that were learnt from.
   *
   * @param limit a quarter, and twice what chance makes of so few
   */
  public record Stability(double index, double limit) {}

  static Seen of(int columns, List<float[]> rows, double[] told) {
    List<Shape> shapes =
        IntStream.range(0, columns).mapToObj(at -> Shape.of(column(rows, at))).toList();
    return new Seen(shapes, Shape.of(told), rows.size());
  }

  /** The population stability index of each feature, and of the answers, beside their limits. */
  Map<String, Stability> stability(List<String> names, List<float[]> now, double[] told) {
    Map<String, Stability> all = new HashMap<>();
    for (int at = 0; at < shapes.size(); at++) {
      all.put(names.get(at), stability(shapes.get(at), column(now, at)));
    }
    all.put("answer", stability(answers, told));
    return all;
  }

  void write(DataOutputStream out) throws IOException {
    for (Shape shape : shapes) {
      shape.write(out);
    }
    answers.write(out);
    out.writeLong(rows);
  }

  static Seen read(DataInputStream in, int columns) throws IOException {
    List<Shape> shapes = new ArrayList<>();
    for (int at = 0; at < columns; at++) {
      shapes.add(Shape.read(in));
    }
    return new Seen(shapes, Shape.read(in), in.readLong());
  }

  private Stability stability(Shape shape, double[] now) {
    return new Stability(shape.index(now), ALARM + 2 * shape.chance(rows, now.length));
  }

  private static double[] column(List<float[]> rows, int at) {
    return rows.stream().mapToDouble(row -> row[at]).toArray();
  }
}
