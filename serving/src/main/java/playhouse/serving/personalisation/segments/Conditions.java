package playhouse.serving.personalisation.segments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import playhouse.serving.platform.Refusal;

/** Understands conditions of segments: CEL over {@link Signal}s, true or false. */
final class Conditions {
  private static final CelOptions BOUNDS =
      CelOptions.current()
          .maxExpressionCodePointSize(1_000)
          .maxParseRecursionDepth(32)
          .comprehensionMaxIterations(1_000)
          .build();

  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(BOUNDS).build();
  private static final Pattern UNKNOWN = Pattern.compile("undeclared reference to '([^']*)'");

  private final Cache<String, Condition> known = Caffeine.newBuilder().maximumSize(1_000).build();

  /**
   * What an expression says.
   *
   * @param signals that it looks at
   */
  record Condition(CelRuntime.Program program, Set<Signal> signals) {}

  /** What a condition says of somebody. */
  enum Said {
    /** It holds. */
    YES,
    /** It does not. */
    NO,
    /** It looks for something that is not known of them, such as a model that was not asked. */
    FAILED
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(BOUNDS)
            .setResultType(SimpleType.BOOL);
    for (Signal signal : Signal.values()) {
      builder.addVar(signal.text(), signal.type());
    }
    return builder.build();
  }

  /**
   * What an expression says.
   *
   * @throws Refusal 400 if it is no condition; where it has a name that there is none of, those
   *     that there are are named
   */
  Condition of(String expression) {
    Condition before = known.getIfPresent(expression);
    if (before != null) {
      return before;
    }
    try {
      CelAbstractSyntaxTree tree = COMPILER.compile(expression).getAst();
      EnumSet<Signal> signals = EnumSet.noneOf(Signal.class);
      tree.getReferenceMap()
          .values()
          .forEach(reference -> Signal.named(reference.name()).ifPresent(signals::add));
      Condition made = new Condition(RUNTIME.createProgram(tree), Set.copyOf(signals));
      known.put(expression, made);
      return made;
    } catch (CelValidationException | CelEvaluationException e) {
      throw Refusal.bad("expression", why(String.valueOf(e.getMessage())));
    }
  }

  private static String why(String message) {
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.find()) {
      return "has '%s', which is not known here: there are %s"
          .formatted(unknown.group(1), String.join(", ", Signal.names()));
    }
    return "is no condition: "
        + message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
  }

  /** Whether it holds of somebody of whom that is known. */
  static Said said(Condition condition, Map<String, Object> values) {
    try {
      return Boolean.TRUE.equals(condition.program().eval(values)) ? Said.YES : Said.NO;
    } catch (CelEvaluationException e) {
      return Said.FAILED;
    }
  }
}
