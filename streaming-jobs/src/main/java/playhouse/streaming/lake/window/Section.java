package playhouse.streaming.lake.window;

/**
 * What ids of a delta file have in common.
 *
 * @param lane number of the lane
 * @param partition Kafka partition they came from
 * @param hour in which they occurred, since 1970
 */
record Section(int lane, int partition, int hour) {}
