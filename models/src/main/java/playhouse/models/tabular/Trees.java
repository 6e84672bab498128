package playhouse.models.tabular;

import java.io.IOException;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Gradient boosted trees of XGBoost; holds native memory until it is closed. */
final class Trees implements AutoCloseable {
  private final Booster booster;

  private Trees(Booster booster) {
    this.booster = booster;
  }

  /** Learns on a fixed number of threads, so that the same seed gives the same trees. */
  static Trees train(Matrix rows, boolean[] truth, TreeParameters parameters, long seed) {
    try {
      DMatrix data = data(rows);
      try {
        float[] labels = new float[truth.length];
        for (int row = 0; row < truth.length; row++) {
          labels[row] = truth[row] ? 1 : 0;
        }
        data.setLabel(labels);
        Map<String, Object> settings = parameters.settings(rows, seed);
        return new Trees(XGBoost.train(data, settings, parameters.rounds(), Map.of(), null, null));
      } finally {
        data.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost: " + e.getMessage(), e);
    }
  }

  /** The trees as bytes: in XGBoost's own form, or as its JSON. */
  byte[] bytes(String form) {
    try {
      return booster.toByteArray(form);
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost: " + e.getMessage(), e);
    }
  }

  static Trees read(byte[] bytes) {
    try {
      return new Trees(XGBoost.loadModel(bytes));
    } catch (XGBoostError | IOException e) {
      throw new IllegalStateException("XGBoost: " + e.getMessage(), e);
    }
  }

  /** Logits of all rows, by the first trees only. */
  double[] scores(Matrix rows, int rounds) {
    try {
      DMatrix data = data(rows);
      try {
        float[][] answer = booster.predict(data, true, rounds);
        double[] scores = new double[rows.rows];
        for (int row = 0; row < scores.length; row++) {
          scores[row] = answer[row][0];
        }
        return scores;
      } finally {
        data.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost: " + e.getMessage(), e);
    }
  }

  /** What each feature adds to a row's logit (SHAP); the last is what holds for everybody. */
  float[][] reasons(Matrix rows) {
    try {
      DMatrix data = data(rows);
      try {
        return booster.predictContrib(data, 0);
      } finally {
        data.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }

  private static DMatrix data(Matrix rows) throws XGBoostError {
    return new DMatrix(rows.values, rows.rows, rows.columns, Float.NaN);
  }
}
