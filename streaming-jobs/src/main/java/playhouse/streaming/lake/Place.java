package playhouse.streaming.lake;

/**
 * A Kafka partition of a lane's topic.
 *
 * @param lane number of the lane
 * @param partition number of the partition
 */
public record Place(int lane, int partition) {}
