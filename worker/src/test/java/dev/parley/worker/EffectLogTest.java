package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.parley.agents.Intent;
import dev.parley.workflows.EffectCall;
import dev.parley.workflows.Payloads;
import dev.parley.workflows.ToolTask;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.Header;
import io.temporal.failure.ApplicationFailure;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What becomes of an effect's failure on its way out. */
class EffectLogTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LogLines lines = LogLines.ofRoot();

  private void execute(Supplier<Object> effect) {
    execute(effect, new Object[0]);
  }

  private void execute(Supplier<Object> effect, Object... arguments) {
    ActivityInboundCallsInterceptor watched =
        new EffectLog(Optional.of(meters)).interceptActivity(new Effect(effect));
    watched.init(
        stub(ActivityExecutionContext.class, Map.of("getInfo", stub(ActivityInfo.class, INFO))));
    try (lines) {
      var unused =
          watched.execute(
              new ActivityInboundCallsInterceptor.ActivityInput(Header.empty(), arguments));
    }
  }

  private static final Map<String, Object> INFO =
      Map.of("getActivityType", "invoke", "getWorkflowId", "c-1", "getAttempt", 1);

  private static <T> T stub(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }

  private record Effect(Supplier<Object> effect) implements ActivityInboundCallsInterceptor {
    @Override
    public void init(ActivityExecutionContext context) {}

    @Override
    public ActivityOutput execute(ActivityInput input) {
      return new ActivityOutput(effect.get());
    }
  }

  private long counted(String outcome) {
    return meters
        .get("parley.effects")
        .tags("effect", "invoke", "outcome", outcome)
        .timer()
        .count();
  }

  private static Object fail(RuntimeException e, @Nullable Throwable cause) {
    if (cause != null) {
      var unused = e.initCause(cause);
    }
    throw e;
  }

  @Test
  void whatWentWellIsLoggedWithItsConversationForThoseWhoAskForIt() {
    execute(() -> "done");

    assertThat(lines.text(Level.DEBUG)).contains("conversation=c-1", "attempt=1", "invoke: ");
    assertThat(lines.text()).isEqualTo(lines.text(Level.DEBUG));
    assertThat(MDC.get("conversation")).isNull();
    assertThat(counted("done")).isEqualTo(1);
  }

  @Test
  void aToolIsLoggedWithThePlaceOfItsResult() {
    EffectCall at =
        new EffectCall(
            "c-1", "s", "b", "main", 7, Intent.TASK, "", "anna", -1, "run", false, false);
    execute(() -> "done", encoded(new ToolTask(at, 6, "c1", -1, "d")));

    assertThat(lines.text(Level.DEBUG)).contains("seq=7", "intent=task", "agent=anna");
  }

  @Test
  void whatIsNoToolOfOursIsLoggedAllTheSame() {
    execute(() -> "done", encoded("a stranger's input"));

    assertThat(lines.text(Level.DEBUG)).contains("conversation=c-1").doesNotContain("stranger");
  }

  private static EncodedValues encoded(Object input) {
    DataConverter converter = Payloads.converter();
    return new EncodedValues(converter.toPayloads(input), converter);
  }

  @Test
  void aDefectLeavesAsAFailureOfOurOwnWithoutItsWords() {
    assertThatThrownBy(
            () ->
                execute(
                    () ->
                        fail(
                            new IllegalStateException("xylophone"),
                            new IllegalArgumentException("xylophone"))))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e -> {
              assertThat(e.getType()).isEqualTo("defect");
              assertThat(e.isNonRetryable()).isFalse();
              assertThat(e).hasNoCause();
            })
        .hasMessageContaining("unexpected java.lang.IllegalStateException")
        .message()
        .doesNotContain("xylophone");
    assertThat(lines.text(Level.WARN))
        .contains("defect", "EffectLogTest", "caused by java.lang.IllegalArgumentException")
        .doesNotContain("xylophone");
    assertThat(counted("defect")).isEqualTo(1);
  }

  @Test
  void aFailureOfOurOwnPassesAndIsCountedByItsType() {
    ApplicationFailure ours = ApplicationFailure.newFailure("the rate is limited", "rateLimit");

    assertThatThrownBy(() -> execute(() -> fail(ours, null))).isSameAs(ours);
    assertThat(lines.text(Level.WARN)).contains("conversation=c-1", "invoke: rateLimit after ");
    assertThat(counted("rateLimit")).isEqualTo(1);
  }

  @Test
  void whatAStoppingWorkerInterruptsIsHandedOver() {
    assertThatThrownBy(
            () ->
                execute(() -> fail(new IllegalStateException("stop"), new InterruptedException())))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, e -> assertThat(e.getType()).isEqualTo("workerStops"));
    assertThat(lines.text(Level.INFO)).contains("handed over", "this worker stops");
    assertThat(counted("handedOver")).isEqualTo(1);
  }

  @Test
  void aCancelledEffectIsNoFailure() {
    assertThatThrownBy(() -> execute(() -> fail(new ActivityWorkerShutdownException(), null)))
        .isInstanceOf(ActivityWorkerShutdownException.class);
    assertThat(lines.text(Level.INFO)).contains("invoke: cancelled after ");
    assertThat(lines.text(Level.WARN)).isEmpty();
    assertThat(counted("cancelled")).isEqualTo(1);
  }
}
