package playhouse.streaming.experiments;

import playhouse.contracts.experiment.Window;

/**
 * A person's part in an experiment, as it lies in the state.
 *
 * @param variant that they met first
 * @param metMillis when that was
 * @param lastMillis when they met it last: as long as they do, they are known
 * @param windowHours for how long what they do counts
 * @param slices that they were in then, parted by bars
 * @param crossed whether they met another variant as well: they are counted nowhere then
 * @param counted what of them is in the sums; empty if nothing is
 */
@SuppressWarnings("ArrayRecordComponent") // held by Flink, never compared
public record Part(
    String variant,
    long metMillis,
    long lastMillis,
    int windowHours,
    String slices,
    boolean crossed,
    double[] counted) {

  /** The time that counts. */
  Window window() {
    return new Window(Window.hourOf(metMillis), windowHours);
  }

  Part counting(double[] now) {
    return new Part(variant, metMillis, lastMillis, windowHours, slices, crossed, now);
  }

  Part crossing() {
    return new Part(variant, metMillis, lastMillis, windowHours, slices, true, counted);
  }

  /** Met once more. */
  Part seen(long millis) {
    long last = Math.max(lastMillis, millis);
    return new Part(variant, metMillis, last, windowHours, slices, crossed, counted);
  }
}
