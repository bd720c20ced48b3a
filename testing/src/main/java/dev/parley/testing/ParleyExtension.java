package dev.parley.testing;

import dev.parley.activities.Deciders;
import dev.parley.activities.EffectSettings;
import dev.parley.activities.Functions;
import dev.parley.activities.Functions.CandidatesFunction;
import dev.parley.activities.Functions.CombineFunction;
import dev.parley.activities.Functions.ConditionFunction;
import dev.parley.activities.Functions.ReplyFunction;
import dev.parley.activities.Functions.SelectFunction;
import dev.parley.activities.tools.JavaTools;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.Tools;
import dev.parley.workflows.Opened;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link Stage}: a whole Parley in this process. Models are scripted in the team,
 * code runs as plain processes, the in-memory Temporal server skips time.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ParleyExtension PARLEY = ParleyExtension.create();
 *
 * @Test
 * void itEnds(Stage stage) {
 *   Played played = stage.play(team, "a task");
 *   assertThat(played.end().reason()).isEqualTo("textMention");
 * }
 * }</pre>
 */
public final class ParleyExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(ParleyExtension.class);

  private Functions functions = Functions.NONE;
  private final List<Tool> tools = new ArrayList<>();
  private Deciders deciders = Deciders.plain();
  private int continueAfterTurns;

  private ParleyExtension() {}

  /** An extension without functions. */
  public static ParleyExtension create() {
    return new ParleyExtension();
  }

  /** With a reply function that team files call by its name. */
  public ParleyExtension reply(String name, ReplyFunction function) {
    functions = functions.reply(name, function);
    return this;
  }

  /** With a condition that team files call by its name. */
  public ParleyExtension condition(String name, ConditionFunction function) {
    functions = functions.condition(name, function);
    return this;
  }

  /** With a function that says who speaks next, which team files call by its name. */
  public ParleyExtension selector(String name, SelectFunction function) {
    functions = functions.selector(name, function);
    return this;
  }

  /** With a function that narrows who may be chosen to speak, which team files call by its name. */
  public ParleyExtension candidates(String name, CandidatesFunction function) {
    functions = functions.candidates(name, function);
    return this;
  }

  /** With a function that makes one answer of several, which team files call by its name. */
  public ParleyExtension combiner(String name, CombineFunction function) {
    functions = functions.combiner(name, function);
    return this;
  }

  /** With tools: objects with {@code @Tool} methods. */
  public ParleyExtension tools(Object... objects) {
    tools.addAll(JavaTools.of(objects));
    return this;
  }

  /** With other people and policies than a single machine has. */
  public ParleyExtension deciders(Deciders other) {
    deciders = other;
    return this;
  }

  /** With runs that continue as new after so many turns, to show that nothing depends on it. */
  public ParleyExtension continueAsNewAfter(int turns) {
    continueAfterTurns = turns;
    return this;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(SPACE).put(Stage.class, open());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Stage stage = context.getStore(SPACE).remove(Stage.class, Stage.class);
    if (stage != null) {
      stage.close();
      delete(stage.folder());
    }
  }

  private Stage open() {
    try {
      Opened.Settings local = EffectSettings.LOCAL;
      Opened.Settings lane =
          new Opened.Settings(
              local.heartbeatMillis(),
              local.firstRetryMillis(),
              local.workflowTaskMillis(),
              local.modelTimeoutMillis(),
              local.codeTimeoutMillis(),
              null,
              null,
              false,
              continueAfterTurns);
      return new Stage(
          Files.createTempDirectory("parley-stage"),
          new EffectSettings("stage", lane, EffectSettings.DEFAULT_CEILINGS, 3),
          functions,
          Tools.of(tools),
          deciders);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the test's store", e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the test's store was not removed: " + folder, e);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Objects.requireNonNull(
        context.getStore(SPACE).get(Stage.class), "a stage is there from the first beforeEach on");
  }
}
