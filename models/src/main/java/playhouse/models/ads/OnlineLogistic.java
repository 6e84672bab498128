package playhouse.models.ads;

import java.util.Collection;

/**
 * Logistic regression over hashed features that learns from one example after another
 * (FTRL-proximal, each weight at its own rate). A feature that was not seen weighs nothing, so that
 * a new creative is taken for its line item's, and that for its advertiser's. Source: McMahan et
 * al., Ad click prediction: a view from the trenches (2013).
 */
public final class OnlineLogistic {
  private static final int BITS = 20;
  private static final double ALPHA = 0.1;
  private static final double BETA = 1;
  private static final double LASSO = 0.5;
  private static final double RIDGE = 1;

  private final float[] z = new float[1 << BITS];
  private final float[] n = new float[1 << BITS];
  private long yes;
  private long all;

  /** The chance of something with those features; the rate of all before it where none is known. */
  public synchronized double of(Collection<String> features) {
    double logit = bias();
    for (String feature : features) {
      logit += weight(place(feature));
    }
    return 1 / (1 + Math.exp(-logit));
  }

  /** Learns what became of something with those features. */
  public synchronized void learn(Collection<String> features, boolean truth) {
    double error = of(features) - (truth ? 1 : 0);
    for (String feature : features) {
      int at = place(feature);
      double sigma = (Math.sqrt(n[at] + error * error) - Math.sqrt(n[at])) / ALPHA;
      z[at] += (float) (error - sigma * weight(at));
      n[at] += (float) (error * error);
    }
    yes += truth ? 1 : 0;
    all++;
  }

  /** How much was learnt. */
  public synchronized long size() {
    return all;
  }

  /** The rate of all, a little towards one in a hundred. */
  private double bias() {
    double rate = (yes + 0.5) / (all + 50);
    return Math.log(rate / (1 - rate));
  }

  private double weight(int at) {
    if (Math.abs(z[at]) <= LASSO) {
      return 0;
    }
    double sign = Math.signum(z[at]);
    return -(z[at] - sign * LASSO) / ((BETA + Math.sqrt(n[at])) / ALPHA + RIDGE);
  }

  /** Murmur's last steps: hashes of strings that are alike differ in few bits. */
  private static int place(String feature) {
    int hash = feature.hashCode();
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return (hash ^ hash >>> 16) & (1 << BITS) - 1;
  }
}
