package playhouse.streaming.bench;

import java.util.List;

/**
 * One of those that are compared: a way from Kafka into a lake.
 *
 * @param name how it is told apart
 * @param group its consumer group
 * @param careful whether it drops repeats, and tells its group how far the lake is
 * @param flags for its JVM
 * @param mainAndArguments what starts it
 */
record Side(
    String name,
    String group,
    boolean careful,
    List<String> flags,
    List<String> mainAndArguments) {}
