package playhouse.audience.house;

import playhouse.audience.world.Chance;
import playhouse.contracts.facts.EdgeSampled;
import playhouse.contracts.facts.HealthSampled;

/** What services and edge nodes say of themselves every few minutes of a day. */
final class Telemetry {

  private static final long MINUTE = 60_000;
  private static final int HEALTH_MINUTES = 5;
  private static final int EDGE_MINUTES = 10;
  private static final String[] SERVICES = {"serving", "collector", "identity"};
  private static final String[] NODES = {
    "edgecast-0", "edgecast-1", "dragonfly-0", "dragonfly-1", "alpine-0", "tropic-0"
  };

  private Telemetry() {}

  static void sample(Desk desk, long begin) {
    for (int minute = 0; minute < 1440; minute += HEALTH_MINUTES) {
      for (String service : SERVICES) {
        desk.note(begin + minute * MINUTE + 30_000, health(service, desk.chance()));
      }
    }
    for (int minute = 0; minute < 1440; minute += EDGE_MINUTES) {
      for (int node = 0; node < NODES.length; node++) {
        desk.note(begin + minute * MINUTE + 59_000, edge(node, minute, desk.chance()));
      }
    }
  }

  /** Any service, at any time. */
  static HealthSampled health(Chance chance) {
    return health(SERVICES[chance.below(SERVICES.length)], chance);
  }

  /** Any node, at any time. */
  static EdgeSampled edge(Chance chance) {
    return edge(chance.below(NODES.length), chance.below(1440), chance);
  }

  private static HealthSampled health(String service, Chance chance) {
    long requests = chance.hit(0.005) ? 0 : chance.between(200L, 4_000L);
    long share = chance.hit(0.02) ? chance.between(4L, 60L) : chance.between(0L, 3L);
    return HealthSampled.newBuilder()
        .setService(service)
        .setRequests(requests)
        .setFailed(requests * share / 1000)
        .build();
  }

  /** Busiest in the evening. */
  private static EdgeSampled edge(int node, int minute, Chance chance) {
    long capacity = (node + 2) * 1_000_000_000L;
    double busy = 0.35 + 0.3 * Math.sin((minute - 780) * 2 * Math.PI / 1440);
    double use = Math.max(0.01, busy + 0.25 * (chance.unit() - 0.5));
    return EdgeSampled.newBuilder()
        .setCdn(NODES[node].substring(0, NODES[node].indexOf('-')))
        .setNode(NODES[node])
        .setBytes((long) (use * capacity / 8 * 60))
        .setCapacityBitsPerSecond(capacity)
        .build();
  }
}
