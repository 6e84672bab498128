package playhouse.streaming.experiments;

/**
 * What changes in the sums of a variant in a slice.
 *
 * @param key experiment|variant|slice
 * @param exposed people more
 * @param crossed people more who met another variant as well
 * @param closed people more in the sums: 1, -1, or 0 if the numbers are of nobody
 * @param counted their numbers; empty if they are of nobody
 */
@SuppressWarnings("ArrayRecordComponent") // moved, never compared
public record Change(String key, int exposed, int crossed, int closed, double[] counted) {}
