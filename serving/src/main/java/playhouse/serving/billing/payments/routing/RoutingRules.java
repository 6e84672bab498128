package playhouse.serving.billing.payments.routing;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import playhouse.serving.billing.payments.Payment;

/**
 * Which providers are asked for which payments, in which order. A rule is a line {@code method |
 * condition | provider, provider}; the first whose method and condition hold is the one. Conditions
 * are CEL over {@code currency}, {@code country}, {@code minor} (the amount in the currency's
 * smallest unit) and {@code well} (names of the providers that are).
 */
final class RoutingRules {
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .addVar("currency", SimpleType.STRING)
          .addVar("country", SimpleType.STRING)
          .addVar("minor", SimpleType.INT)
          .addVar("well", ListType.create(SimpleType.STRING))
          .setResultType(SimpleType.BOOL)
          .build();
  private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder().build();

  private final List<Rule> rules;

  private record Rule(String method, CelRuntime.Program condition, List<String> providers) {}

  private RoutingRules(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Those of a text.
   *
   * @throws IllegalArgumentException if a line is no rule
   */
  static RoutingRules of(String text) {
    List<Rule> rules = new ArrayList<>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(line -> rules.add(rule(line)));
    return new RoutingRules(List.copyOf(rules));
  }

  private static Rule rule(String line) {
    int first = line.indexOf('|');
    int last = line.lastIndexOf('|');
    if (first == last) {
      throw new IllegalArgumentException("no rule of routing: " + line);
    }
    String condition = line.substring(first + 1, last).strip();
    List<String> providers = List.of(line.substring(last + 1).strip().split("\\s*,\\s*"));
    try {
      return new Rule(
          line.substring(0, first).strip(),
          RUNTIME.createProgram(COMPILER.compile(condition).getAst()),
          providers);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException("no condition of routing: " + condition, e);
    }
  }

  /** Those to be asked, the first before the others; empty if no rule holds. */
  List<String> providers(Payment payment, Set<String> well) {
    Map<String, Object> facts =
        Map.of(
            "currency", payment.amount().getCurrencyUnit().getCode(),
            "country", payment.country(),
            "minor", payment.amount().getAmountMinorLong(),
            "well", List.copyOf(well));
    for (Rule rule : rules) {
      if (rule.method().equals(payment.channel()) && holds(rule, facts)) {
        return rule.providers();
      }
    }
    return List.of();
  }

  private static boolean holds(Rule rule, Map<String, Object> facts) {
    try {
      return Boolean.TRUE.equals(rule.condition().eval(facts));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a rule of routing cannot be decided", e);
    }
  }

  /** Whether there is a rule for a method with any of these providers. */
  boolean takes(String method, Set<String> providers) {
    return rules.stream()
        .anyMatch(
            rule ->
                rule.method().equals(method)
                    && rule.providers().stream().anyMatch(providers::contains));
  }
}
