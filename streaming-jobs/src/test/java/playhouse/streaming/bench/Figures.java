package playhouse.streaming.bench;

/**
 * What one side took.
 *
 * @param events measured, repeats among them
 * @param cpuSeconds of the process for the measured events, its start and the warm-up left out
 * @param seconds from when the measured events could be read until all were committed
 * @param begunCpuSeconds of the process before: its start and the warm-up
 * @param files data files, the warm-up's among them
 * @param bytes of the data files
 */
record Figures(
    long events,
    double cpuSeconds,
    double seconds,
    double begunCpuSeconds,
    long files,
    long bytes) {

  static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);

  /** After so much of a start and a warm-up. */
  Figures begunWith(double begun) {
    return new Figures(events, cpuSeconds, seconds, begun, files, bytes);
  }

  /** With another round added. */
  Figures plus(long more, double moreCpuSeconds, double moreSeconds) {
    return new Figures(
        events + more,
        cpuSeconds + moreCpuSeconds,
        seconds + moreSeconds,
        begunCpuSeconds,
        files,
        bytes);
  }

  /** With what has become of it. */
  Figures with(long madeFiles, long madeBytes) {
    return new Figures(events, cpuSeconds, seconds, begunCpuSeconds, madeFiles, madeBytes);
  }

  double eventsPerCoreSecond() {
    return events / cpuSeconds;
  }
}
