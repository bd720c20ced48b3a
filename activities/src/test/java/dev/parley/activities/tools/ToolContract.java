package dev.parley.activities.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.activities.tools.Counterpart.Mood;
import dev.parley.agents.Names;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Json;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every kind of tool does, whatever it is made of. */
@Timeout(60)
public abstract class ToolContract {

  private static final String ARGUMENTS = "{\"id\":17}";
  private static final ToolContext CONTEXT =
      new ToolContext("pay-1", "pay-1/main/turn/1/anna/1/tool/1", "anna");

  private final Counterpart counterpart = new Counterpart();

  /** A tool of that effect with one whole number {@code id} that calls the counterpart. */
  protected abstract Tool tool(ToolEffect effect, Counterpart counterpart) throws Exception;

  /** Whether something lies between the tool and its counterpart in which an answer gets lost. */
  protected abstract boolean losesAnswers();

  private Tool tool(ToolEffect effect) throws Exception {
    return tool(effect, counterpart);
  }

  @AfterEach
  void end() {
    counterpart.end();
  }

  // --- What models see

  @ParameterizedTest
  @EnumSource
  void itSaysWhatItDoesAndWhatItTakes(ToolEffect effect) throws Exception {
    Tool tool = tool(effect);

    assertThat(tool.effect()).isEqualTo(effect);
    assertThat(tool.name()).matches(Names.NAME);
    assertThat(tool.description()).isNotBlank();
    assertThat(tool.place()).isNotBlank();
    assertThat(tool.timeout()).isPositive();
    JsonNode schema = Json.mapper().readTree(tool.parameters());
    assertThat(schema.path("type").asText()).isEqualTo("object");
    assertThat(schema.path("properties").path("id").path("type").asText()).isEqualTo("integer");
    assertThat(schema.path("required").toString()).isEqualTo("[\"id\"]");
  }

  @ParameterizedTest
  @EnumSource
  void wrongArgumentsAreToldAndReachNobody(ToolEffect effect) throws Exception {
    Tool tool = tool(effect);

    assertThat(tool.problem(ARGUMENTS)).isEmpty();
    assertThat(tool.problem("{\"id\":\"seventeen\"}")).get().asString().contains("$.id");
    assertThat(tool.problem("{}")).get().asString().contains("id");
    assertThat(tool.problem("seventeen")).get().asString().contains("no JSON object");
    assertThat(counterpart.keys()).isEmpty();
  }

  // --- Calls

  @ParameterizedTest
  @EnumSource
  void aCallReachesTheCounterpartOnceAndItsAnswerIsTold(ToolEffect effect) throws Exception {
    assertThat(tool(effect).call(ARGUMENTS, CONTEXT)).isEqualTo("done 17");

    assertThat(counterpart.keys()).hasSize(1);
  }

  @Test
  void whatMayBeRepeatedBearsTheSameKeyAndHappensOnce() throws Exception {
    Tool tool = tool(ToolEffect.IDEMPOTENT);

    assertThat(tool.call(ARGUMENTS, CONTEXT)).isEqualTo("done 17");
    assertThat(tool.call(ARGUMENTS, CONTEXT)).isEqualTo("done 17");

    assertThat(counterpart.keys()).containsExactly(CONTEXT.key(), CONTEXT.key());
    assertThat(counterpart.effects()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void anErrorIsThrownWithTheCounterpartsWordsAndIsNotRepeated(ToolEffect effect) throws Exception {
    Tool tool = tool(effect);
    counterpart.is(Mood.FAILS);

    assertThatThrownBy(() -> tool.call(ARGUMENTS, CONTEXT))
        .isNotInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining("order 17 is closed");

    assertThat(counterpart.keys()).hasSize(1);
    assertThat(counterpart.effects()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aHugeAnswerIsNoError(ToolEffect effect) throws Exception {
    Tool tool = tool(effect);
    counterpart.is(Mood.HUGE);

    assertThat(tool.call(ARGUMENTS, CONTEXT))
        .startsWith("done 17 xxx")
        .hasSizeBetween(100_000, Counterpart.HUGE + 100);
    assertThat(counterpart.keys()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsACallThatHangs(ToolEffect effect) throws Exception {
    Tool tool = tool(effect);
    counterpart.is(Mood.HANGS);
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread caller = Thread.ofVirtual().start(() -> thrown.set(thrown(tool)));

    counterpart.awaitRequest();
    caller.interrupt();

    assertThat(caller.join(Duration.ofSeconds(10))).isTrue();
    assertThat(thrown.get()).isNotNull();
    assertThat(counterpart.keys()).hasSize(1);
  }

  private static @Nullable Throwable thrown(Tool tool) {
    try {
      String unused = tool.call(ARGUMENTS, CONTEXT);
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  // --- Lost answers

  @Test
  void aLostAnswerOfWhatMustHappenOnceIsUnknownAndNotAskedForAgain() throws Exception {
    assumeThat(losesAnswers()).isTrue();
    Tool tool = tool(ToolEffect.ONCE);
    counterpart.is(Mood.LOSES);

    assertThatThrownBy(() -> tool.call(ARGUMENTS, CONTEXT)).isInstanceOf(OutcomeUnknown.class);

    assertThat(counterpart.keys()).hasSize(1);
    assertThat(counterpart.effects()).isEqualTo(1);
  }

  @Test
  void aLostAnswerOfWhatMayBeRepeatedIsAskedForAgainWithTheSameKey() throws Exception {
    assumeThat(losesAnswers()).isTrue();
    Tool tool = tool(ToolEffect.IDEMPOTENT);
    counterpart.is(Mood.LOSES);

    assertThatThrownBy(() -> tool.call(ARGUMENTS, CONTEXT)).isNotInstanceOf(OutcomeUnknown.class);

    assertThat(counterpart.keys()).hasSizeGreaterThan(1).containsOnly(CONTEXT.key());
    assertThat(counterpart.effects()).isEqualTo(1);
  }
}
