package playhouse.serving.personalisation.experiments;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import playhouse.serving.platform.Refusal;

/** Whom an experiment is for: CEL over a person's attributes, each a text, empty if not told. */
final class Targets {
  /** What may be known of a person who is asked about. */
  static final List<String> ATTRIBUTES =
      List.of("country", "language", "platform", "plan", "version");

  private static final CelOptions BOUNDS =
      CelOptions.current()
          .maxExpressionCodePointSize(1_000)
          .maxParseRecursionDepth(32)
          .comprehensionMaxIterations(100)
          .build();

  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(BOUNDS).build();
  private static final Cache<String, CelRuntime.Program> PROGRAMS =
      Caffeine.newBuilder().maximumSize(500).build();

  private Targets() {}

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(BOUNDS)
            .setResultType(SimpleType.BOOL);
    ATTRIBUTES.forEach(attribute -> builder.addVar(attribute, SimpleType.STRING));
    return builder.build();
  }

  /**
   * Checks that something says whom.
   *
   * @throws Refusal 400 if it does not
   */
  static void check(String expression) {
    if (!expression.isEmpty()) {
      try {
        program(expression);
      } catch (CelValidationException | CelEvaluationException e) {
        throw Refusal.bad("targeting", "is no condition: " + firstLine(e));
      }
    }
  }

  /** Whether somebody is meant; nobody is by what fails on them. */
  static boolean meant(String expression, Map<String, String> attributes) {
    if (expression.isEmpty()) {
      return true;
    }
    Map<String, Object> all = new HashMap<>();
    ATTRIBUTES.forEach(name -> all.put(name, attributes.getOrDefault(name, "")));
    try {
      return Boolean.TRUE.equals(program(expression).eval(all));
    } catch (CelValidationException | CelEvaluationException e) {
      return false;
    }
  }

  private static CelRuntime.Program program(String expression)
      throws CelValidationException, CelEvaluationException {
    CelRuntime.Program known = PROGRAMS.getIfPresent(expression);
    if (known != null) {
      return known;
    }
    CelRuntime.Program made = RUNTIME.createProgram(COMPILER.compile(expression).getAst());
    PROGRAMS.put(expression, made);
    return made;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("\\p{Cntrl}", " ");
  }
}
