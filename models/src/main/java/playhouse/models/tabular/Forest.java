package playhouse.models.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import playhouse.models.files.Doubles;

/** Boosted trees as flat arrays, scored in plain Java: microseconds a row, nothing native. */
final class Forest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final float base;

  /** Where each tree begins. */
  private final int[] roots;

  /** The left child of a node, counted from the first node of all; -1 of a leaf. */
  private final int[] left;

  private final int[] right;
  private final int[] feature;

  /** What is less goes left; of a leaf what it adds. */
  private final float[] limit;

  private final boolean[] missingLeft;

  private Forest(float base, int trees, int nodes) {
    this.base = base;
    roots = new int[trees];
    left = new int[nodes];
    right = new int[nodes];
    feature = new int[nodes];
    limit = new float[nodes];
    missingLeft = new boolean[nodes];
  }

  /** Reads a model that XGBoost wrote as JSON. */
  static Forest ofJson(byte[] json) {
    try {
      JsonNode learner = JSON.readTree(json).path("learner");
      JsonNode trees = learner.path("gradient_booster").path("model").path("trees");
      int nodes = 0;
      for (JsonNode tree : trees) {
        nodes += tree.path("left_children").size();
      }
      String text = learner.path("learner_model_param").path("base_score").asText();
      double start = Double.parseDouble(text.replace("[", "").replace("]", ""));
      Forest forest = new Forest((float) -Math.log(1 / start - 1), trees.size(), nodes);
      int at = 0;
      for (int tree = 0; tree < trees.size(); tree++) {
        forest.roots[tree] = at;
        at = forest.put(trees.get(tree), at);
      }
      return forest;
    } catch (IOException e) {
      throw new UncheckedIOException("XGBoost's JSON", e);
    }
  }

  /** The logit of one row. */
  float score(float[] row) {
    float sum = base;
    for (int root : roots) {
      int node = root;
      while (left[node] >= 0) {
        float value = row[feature[node]];
        boolean goesLeft = Float.isNaN(value) ? missingLeft[node] : value < limit[node];
        node = goesLeft ? left[node] : right[node];
      }
      sum += limit[node];
    }
    return sum;
  }

  void write(DataOutput out) throws IOException {
    out.writeFloat(base);
    out.writeInt(roots.length);
    for (int root : roots) {
      out.writeInt(root);
    }
    out.writeInt(left.length);
    for (int node = 0; node < left.length; node++) {
      out.writeInt(left[node]);
      out.writeInt(right[node]);
      out.writeInt(feature[node]);
      out.writeFloat(limit[node]);
      out.writeBoolean(missingLeft[node]);
    }
  }

  static Forest read(DataInput in) throws IOException {
    float base = in.readFloat();
    int[] roots = new int[Doubles.count(in)];
    for (int tree = 0; tree < roots.length; tree++) {
      roots[tree] = in.readInt();
    }
    Forest forest = new Forest(base, roots.length, Doubles.count(in));
    System.arraycopy(roots, 0, forest.roots, 0, roots.length);
    for (int node = 0; node < forest.left.length; node++) {
      forest.left[node] = in.readInt();
      forest.right[node] = in.readInt();
      forest.feature[node] = in.readInt();
      forest.limit[node] = in.readFloat();
      forest.missingLeft[node] = in.readBoolean();
    }
    return forest;
  }

  private int put(JsonNode tree, int first) {
    int nodes = tree.path("left_children").size();
    for (int node = 0; node < nodes; node++) {
      int child = tree.path("left_children").get(node).asInt();
      left[first + node] = child < 0 ? -1 : first + child;
      right[first + node] = first + tree.path("right_children").get(node).asInt();
      feature[first + node] = tree.path("split_indices").get(node).asInt();
      limit[first + node] = Float.parseFloat(tree.path("split_conditions").get(node).asText());
      missingLeft[first + node] = tree.path("default_left").get(node).asInt() == 1;
    }
    return first + nodes;
  }
}
