package playhouse.serving.billing.fraud.rules;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.billing.fraud.seen.Feature;
import playhouse.serving.billing.fraud.seen.Features;
import playhouse.serving.billing.payments.routing.Screening.Verdict;
import playhouse.serving.platform.Refusal;

/** Understands rules: checks them when they are written, and asks them. */
public final class Rules {
  private static final Logger LOG = LoggerFactory.getLogger(Rules.class);
  private static final CelOptions BOUNDS =
      CelOptions.current()
          .maxExpressionCodePointSize(1_000)
          .maxParseRecursionDepth(32)
          .comprehensionMaxIterations(100)
          .build();

  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(BOUNDS).build();

  private final Cache<String, CelRuntime.Program> programs =
      Caffeine.newBuilder().maximumSize(500).build();

  /**
   * What rules say of a payment.
   *
   * @param verdict the gravest of the live ones
   * @param codes of those live ones that are true, the gravest first
   * @param shadow of those that are true and do not count
   */
  public record Said(Verdict verdict, List<String> codes, List<String> shadow) {}

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(BOUNDS)
            .setResultType(SimpleType.BOOL);
    for (Feature feature : Feature.values()) {
      builder.addVar(feature.text(), SimpleType.DOUBLE);
    }
    return builder.build();
  }

  /**
   * Checks that something is a rule.
   *
   * @throws Refusal 400 if it is none
   */
  public void check(String expression) {
    try {
      program(expression);
    } catch (CelValidationException e) {
      throw Refusal.bad("expression", "is no rule: " + firstLine(e));
    } catch (CelEvaluationException e) {
      throw Refusal.bad("expression", "cannot be asked: " + firstLine(e));
    }
  }

  /**
   * Whether a rule is true.
   *
   * @throws Refusal 400 if it fails on these
   */
  public boolean holds(String expression, Features features) {
    try {
      return Boolean.TRUE.equals(program(expression).eval(features.named()));
    } catch (CelValidationException | CelEvaluationException e) {
      throw Refusal.bad("expression", "fails: " + firstLine(e));
    }
  }

  /** Asks all of them; one that fails says nothing. */
  public Said ask(List<Rule> rules, Features features) {
    List<Rule> live = new ArrayList<>();
    List<String> shadow = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.mode() != Rule.Mode.OFF && quietly(rule, features)) {
        if (rule.mode() == Rule.Mode.LIVE) {
          live.add(rule);
        } else {
          shadow.add(rule.code());
        }
      }
    }
    live.sort(java.util.Comparator.comparing(Rule::verdict).reversed().thenComparing(Rule::code));
    return new Said(
        live.isEmpty() ? Verdict.ALLOW : live.get(0).verdict(),
        live.stream().map(Rule::code).toList(),
        List.copyOf(shadow));
  }

  private boolean quietly(Rule rule, Features features) {
    try {
      return holds(rule.expression(), features);
    } catch (Refusal e) {
      LOG.warn("rule {} says nothing: {}", rule.code(), e.getMessage());
      return false;
    }
  }

  private CelRuntime.Program program(String expression)
      throws CelValidationException, CelEvaluationException {
    CelRuntime.Program known = programs.getIfPresent(expression);
    if (known != null) {
      return known;
    }
    CelRuntime.Program made = RUNTIME.createProgram(COMPILER.compile(expression).getAst());
    programs.put(expression, made);
    return made;
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
  }
}
