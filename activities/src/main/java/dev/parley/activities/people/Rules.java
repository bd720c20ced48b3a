package dev.parley.activities.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of policies, in CEL: over {@code args}, {@code tool}, {@code agent}, {@code
 * team}, {@code starter} and {@code code}. They reach nothing else, and what takes too long, fails
 * or gives no answer counts as true: a person is asked. Safe for use by many threads.
 */
public final class Rules {

  /** Values that one evaluation may compute. */
  public static final int STEPS = 10_000;

  /** How long one evaluation may take. */
  public static final Duration TIME = Duration.ofMillis(50);

  private static final int LONGEST = 4_000;
  private static final int KEPT = 1_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(STEPS)
          .maxExpressionCodePointSize(LONGEST)
          .maxParseRecursionDepth(50)
          .maxRegexProgramSize(1_000)
          .build();

  private final Cache<String, Optional<CelRuntime.Program>> programs =
      Caffeine.newBuilder().maximumSize(KEPT).build();

  /** The language, loaded with the first expression: most teams have none. */
  private static final class Language {
    static final CelCompiler COMPILER =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("args", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .addVar("tool", SimpleType.STRING)
            .addVar("agent", SimpleType.STRING)
            .addVar("team", SimpleType.STRING)
            .addVar("starter", SimpleType.STRING)
            .addVar("code", SimpleType.STRING)
            .build();

    static final CelRuntime RUNTIME =
        CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    static {
      // The classes that an evaluation needs take longer to load than an evaluation may take.
      Facts facts = Facts.call("t", "{\"n\":2,\"s\":\"ab\",\"l\":[1]}", "a", "t", "s");
      var unused =
          program(
                  "args.n > 1.5 && args.n in [1, 2] && has(args.s) && args.s.contains('a')"
                      + " && args.s.matches('a.*') && args.l.all(x, x > 0) && size(args.l) == 1")
              .map(one -> run(one, facts));
    }
  }

  /** Whether the expression holds; an absent one does, and one that cannot be evaluated. */
  public boolean holds(@Nullable String expression, Facts facts) {
    if (expression == null) {
      return true;
    }
    Optional<CelRuntime.Program> program = programs.get(expression, Rules::program);
    if (program.isEmpty()) {
      return true;
    }
    return switch (run(program.get(), facts)) {
      case TRUE, BROKEN -> true;
      case FALSE -> false;
      // Once more: a machine that stood still for a moment is no long expression.
      case LATE -> run(program.get(), facts) != Result.FALSE;
    };
  }

  /** Why the expression is none, for people; empty: it can be evaluated. */
  public Optional<String> problem(String expression) {
    CelValidationResult result = Language.COMPILER.compile(expression);
    if (result.hasError()) {
      return Optional.of(message(result.getErrors().getFirst()));
    }
    try {
      CelKind kind = result.getAst().getResultType().kind();
      return kind == CelKind.BOOL || kind == CelKind.DYN
          ? Optional.empty()
          : Optional.of(
              "gives %s, must give true or false"
                  .formatted(result.getAst().getResultType().name()));
    } catch (CelValidationException e) {
      return Optional.of("cannot be checked");
    }
  }

  private static String message(CelIssue issue) {
    String line = issue.getMessage().lines().findFirst().orElse("cannot be read");
    return "%s, at character %d"
        .formatted(
            line.replaceAll(" \\(in container ''\\)", "").replaceAll(" expecting \\{.*", ""),
            issue.getSourceLocation().getColumn() + 1);
  }

  private enum Result {
    TRUE,
    FALSE,
    LATE,
    BROKEN
  }

  private static Result run(CelRuntime.Program program, Facts facts) {
    Allowance allowance = new Allowance();
    try {
      Object value = program.trace(variables(facts), (part, result) -> allowance.step());
      // CEL forgives an error in "false && error": one of ours must not be forgiven.
      return allowance.isUsedUp()
          ? allowance.result()
          : Boolean.FALSE.equals(value) ? Result.FALSE : Result.TRUE;
    } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
      return allowance.result();
    }
  }

  private static Optional<CelRuntime.Program> program(String expression) {
    try {
      CelAbstractSyntaxTree tree = Language.COMPILER.compile(expression).getAst();
      return Optional.of(Language.RUNTIME.createProgram(tree));
    } catch (CelValidationException | CelEvaluationException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> variables(Facts facts) {
    Map<String, Object> all = new HashMap<>();
    facts.args().ifPresent(args -> all.put("args", args));
    all.put("tool", facts.tool());
    all.put("agent", facts.agent());
    all.put("team", facts.team());
    all.put("starter", facts.starter());
    all.put("code", facts.code());
    return all;
  }

  /** What one evaluation may use. */
  private static final class Allowance {
    private final long end = System.nanoTime() + TIME.toNanos();
    private int steps;
    private boolean late;

    void step() {
      late = late || System.nanoTime() - end > 0;
      if (++steps > STEPS || late) {
        throw new IllegalStateException("too long");
      }
    }

    boolean isUsedUp() {
      return steps > STEPS || late || System.nanoTime() - end > 0;
    }

    Result result() {
      return steps <= STEPS && isUsedUp() ? Result.LATE : Result.BROKEN;
    }
  }
}
