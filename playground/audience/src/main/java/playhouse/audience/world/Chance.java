package playhouse.audience.world;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A stream of random numbers that follows from a seed and what it is for. */
public final class Chance {

  /** What a stream is for: streams of different purposes never share numbers. */
  public enum Purpose {
    CATALOGUE(1),
    PERSON(2),
    LIFE(3),
    DAY(4),
    FAVOURITE(5),
    SERIES(6),
    HOUSE(7),
    DISRUPTION(8),
    LIVE(9),
    EXCHANGE(10);

    private final int salt;

    Purpose(int salt) {
      this.salt = salt;
    }
  }

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  /** The stream for one purpose and two keys, such as person and day. */
  public static Chance of(long seed, Purpose purpose, long first, long second) {
    return new Chance(new SplittableRandom(hash(seed, purpose, first, second)));
  }

  /** 64 well-mixed bits of the same arguments. */
  public static long hash(long seed, Purpose purpose, long first, long second) {
    long mixed = mix(seed + GOLDEN * purpose.salt);
    mixed = mix(mixed ^ (first * GOLDEN + 1));
    return mix(mixed ^ (second * GOLDEN + 2));
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return x ^ (x >>> 33);
  }

  /** True with the given probability. */
  public boolean hit(double probability) {
    return random.nextDouble() < probability;
  }

  /** From low to high, both included. */
  public int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** From low to high, both included. */
  public long between(long low, long high) {
    return low + random.nextLong(high - low + 1);
  }

  /** From 0 up to below bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** From 0 up to below 1. */
  public double unit() {
    return random.nextDouble();
  }

  /** 64 random bits. */
  public long bits() {
    return random.nextLong();
  }

  /** Positive, many small and few large. */
  public double exponential(double mean) {
    return -mean * Math.log1p(-random.nextDouble());
  }

  /** Positive, around the median, skewed to the right. */
  public double logNormal(double median, double sigma) {
    double gauss =
        Math.sqrt(-2 * Math.log1p(-random.nextDouble()))
            * Math.cos(2 * Math.PI * random.nextDouble());
    return median * Math.exp(sigma * gauss);
  }

  /** How often something happens that happens so often on average; at most 50. */
  public int poisson(double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit && count < 50) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /** One of the choices, all alike. */
  @SafeVarargs
  public final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A place in a table of rising cumulative weights. */
  public int weighted(double[] cumulative) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return Math.min(found < 0 ? -found - 1 : found + 1, cumulative.length - 1);
  }
}
