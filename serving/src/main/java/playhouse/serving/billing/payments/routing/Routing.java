package playhouse.serving.billing.payments.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.Payment;

/** Chooses providers by rules, and leaves alone those that are not well. */
public final class Routing implements Router {
  private static final String RULES = "/payment-routes.txt";

  private final RoutingRules rules;
  private final Map<String, Circuit> circuits = new TreeMap<>();
  private final Clock clock;

  /**
   * By such rules.
   *
   * @param providers that there are
   * @throws IllegalArgumentException if the rules are none
   */
  public Routing(String rules, Set<String> providers, Clock clock) {
    this.rules = RoutingRules.of(rules);
    this.clock = clock;
    providers.forEach(name -> circuits.put(name, new Circuit()));
  }

  /** By the rules of the house. */
  public static Routing ofHouse(Set<String> providers, Clock clock) {
    try (InputStream in = Routing.class.getResourceAsStream(RULES)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + RULES);
      }
      String rules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Routing(rules, providers, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean takes(String channel) {
    return rules.takes(channel, circuits.keySet());
  }

  @Override
  public Optional<String> first(Payment payment) {
    return lets(order(payment));
  }

  @Override
  public Optional<String> after(Payment payment, String route) {
    List<String> order = order(payment);
    int here = order.indexOf(route);
    return here < 0 ? Optional.empty() : lets(order.subList(here + 1, order.size()));
  }

  @Override
  public void heard(String route, Outcome outcome) {
    Circuit circuit = circuits.get(route);
    if (circuit == null) {
      return;
    }
    if (outcome instanceof Outcome.NotSent || outcome instanceof Outcome.Unknown) {
      circuit.failed(clock.instant());
    } else {
      circuit.answered();
    }
  }

  private List<String> order(Payment payment) {
    Set<String> well =
        circuits.entrySet().stream()
            .filter(each -> each.getValue().well(clock.instant()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return rules.providers(payment, well).stream().filter(circuits::containsKey).toList();
  }

  private Optional<String> lets(List<String> names) {
    for (String name : names) {
      Circuit circuit = circuits.get(name);
      if (circuit != null && circuit.lets(clock.instant())) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }
}
