package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.parley.activities.models.EndpointAnswer.Ending;
import dev.parley.agents.ModelSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deadlines and interrupts reach the socket. */
final class OpenAiDeadlinesTest {

  private static final Duration LONG = ModelProviderContract.LONG;

  private final HttpProvider provider =
      new HttpProvider(
          Vendor.OPENAI, new ModelKeys(Map.of(), List.of(), name -> false), Clock.systemUTC());

  @AfterEach
  void close() {
    provider.close();
  }

  private ModelFailure failure(ModelSpec spec, Duration deadline) {
    return catchThrowableOfType(
        ModelFailure.class, () -> provider.call(ModelProviderContract.ask(spec, deadline)));
  }

  /** A call that tells the latch when it was interrupted. */
  private Runnable calling(ModelSpec spec, CountDownLatch interrupted) {
    return () -> {
      try {
        ModelReply unexpected = provider.call(ModelProviderContract.ask(spec, LONG));
        throw new AssertionError("answered: " + unexpected);
      } catch (InterruptedException expected) {
        interrupted.countDown();
      }
    };
  }

  @Test
  void theSpecsTimeoutWinsWhenItIsShorter() {
    try (var endpoint = ModelEndpoint.always(EndpointAnswer.stalled())) {
      Duration timeout = Duration.ofMillis(200);
      var hasty =
          new ModelSpec(
              "openai",
              "gpt-4o",
              null,
              null,
              timeout,
              endpoint.baseUrl(),
              Map.of(),
              null,
              null,
              null,
              List.of());

      assertThat(failure(hasty, LONG)).hasMessageContaining("within 0.2 s");
    }
  }

  @Test
  void aDeadlineClosesTheSocketOfAStalledBody() {
    try (var endpoint = ModelEndpoint.always(EndpointAnswer.stalled())) {
      ModelFailure failure =
          failure(OpenAiProviderTest.at(endpoint.baseUrl()), Duration.ofMillis(300));

      assertThat(failure.type()).isEqualTo(FailureType.TIMEOUT);
      await().atMost(2, TimeUnit.SECONDS).until(() -> endpoint.disconnects() == 1);
    }
  }

  static List<EndpointAnswer> slowAnswers() {
    return List.of(
        EndpointAnswer.text("headers are late").after(LONG),
        EndpointAnswer.text("the body stalls").ending(Ending.STALL));
  }

  @ParameterizedTest
  @MethodSource("slowAnswers")
  void anInterruptClosesTheSocket(EndpointAnswer answer) throws Exception {
    try (var endpoint = ModelEndpoint.always(answer)) {
      var interrupted = new CountDownLatch(1);
      Thread caller =
          Thread.ofVirtual().start(calling(OpenAiProviderTest.at(endpoint.baseUrl()), interrupted));
      await().until(() -> endpoint.count() == 1);

      caller.interrupt();

      assertThat(interrupted.await(2, TimeUnit.SECONDS)).isTrue();
      await().atMost(2, TimeUnit.SECONDS).until(() -> endpoint.disconnects() == 1);
    }
  }

  @Test
  void anInterruptedThreadSendsNothing() throws Exception {
    try (var endpoint = ModelEndpoint.always(EndpointAnswer.text("Hi."))) {
      var interrupted = new CountDownLatch(1);
      Runnable call = calling(OpenAiProviderTest.at(endpoint.baseUrl()), interrupted);
      Thread early =
          Thread.ofVirtual()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    call.run();
                  });
      early.join();

      assertThat(interrupted.getCount()).isZero();
      assertThat(endpoint.count()).isZero();
    }
  }
}
