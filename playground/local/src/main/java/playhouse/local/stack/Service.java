package playhouse.local.stack;

import java.time.Duration;
import playhouse.contracts.Setting;
import playhouse.local.process.ProcessPlan;

/**
 * One service of the embedded stack.
 *
 * @param plan how its process is started
 * @param portKey the setting to change when its port is taken
 * @param health how one sees that it works
 * @param limit how long a start may take
 * @param grace how long a stop may take before it is forced
 */
public record Service(
    ProcessPlan plan, Setting portKey, Health health, Duration limit, Duration grace) {

  public String name() {
    return plan.name();
  }

  public int port() {
    return plan.port();
  }
}
