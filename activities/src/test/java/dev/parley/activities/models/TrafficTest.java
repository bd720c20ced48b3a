package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker sends one provider, whoever asks. */
@Timeout(60)
class TrafficTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean down = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();

  /** A provider that counts who asks at once. */
  private final class Counting implements ModelProvider {
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public String name() {
      return "test";
    }

    @Override
    public ModelReply call(ModelCall call, Listener listener) throws InterruptedException {
      int calls = asked.incrementAndGet();
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      try {
        if (down.get()) {
          throw new ModelFailure(FailureType.SERVER_ERROR, "test:m answered 503");
        }
        if (call.agent().equals("slow")) {
          open.await();
        }
        return reply(calls);
      } finally {
        int unused = now.decrementAndGet();
      }
    }

    private static ModelReply reply(int calls) {
      return new ModelReply(
          "reply " + calls,
          List.of(),
          null,
          new dev.parley.agents.Usage(1, 1, 0, 0),
          false,
          null,
          ModelReply.STOP,
          null,
          1,
          null,
          null);
    }
  }

  private final Counting provider = new Counting();

  @AfterEach
  void end() {
    provider.open.countDown();
    threads.shutdownNow();
  }

  private Models models(ProviderLimits limits) {
    return new Models(List.of(provider), Prices.builtIn(), Map.of("test", limits));
  }

  private static ModelCall call(String agent, Duration within) {
    return ModelCall.of(
        ModelSpec.of("test", "m"), null, List.of(Turn.user(null, "Hi")), agent, within);
  }

  private static ModelCall call() {
    return call("anna", Duration.ofSeconds(20));
  }

  @Test
  void thereAreNeverMoreCallsAtOnceThanAllowed() throws Exception {
    Models models = models(new ProviderLimits(3, null, null));
    List<Future<ModelReply>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Callable<ModelReply> one = () -> models.call(call("slow", Duration.ofSeconds(20)));
      all.add(threads.submit(one));
    }
    await().until(() -> asked.get() == 3);
    assertThat(asked).hasValue(3);
    provider.open.countDown();

    for (Future<ModelReply> one : all) {
      assertThat(one.get().text()).startsWith("reply");
    }
    assertThat(provider.most).hasValue(3);
  }

  @Test
  void whoseTurnDoesNotComeInTimeIsToldSoAndSomethingElseMayBeTried() throws Exception {
    Models models = models(new ProviderLimits(1, null, null));
    var first = threads.submit(() -> models.call(call("slow", Duration.ofSeconds(20))));
    await().until(() -> asked.get() == 1);

    assertThatThrownBy(() -> models.call(call("anna", Duration.ofMillis(200))))
        .isInstanceOfSatisfying(
            ModelFailure.class, e -> assertThat(e.type()).isEqualTo(FailureType.RATE_LIMIT))
        .hasMessageContaining("its turn among the calls of this worker did not come");

    provider.open.countDown();
    assertThat(first.get().text()).isEqualTo("reply 1");
    assertThat(models.call(call()).text()).isEqualTo("reply 2");
  }

  @Test
  void whoeverWaitsCanBeInterruptedAndTakesNoPlace() throws Exception {
    Models models = models(new ProviderLimits(1, null, null));
    var first = threads.submit(() -> models.call(call("slow", Duration.ofSeconds(20))));
    await().until(() -> asked.get() == 1);
    var second = threads.submit(() -> models.call(call()));

    assertThat(second.cancel(true)).isTrue();
    provider.open.countDown();

    assertThat(first.get().text()).isEqualTo("reply 1");
    assertThat(models.call(call()).text()).isEqualTo("reply 2");
  }

  @Test
  void callsAreSpreadOverTheMinute() throws Exception {
    Models models = models(new ProviderLimits(null, 600, null));
    long start = System.nanoTime();

    for (int i = 0; i < 21; i++) {
      ModelReply unused = models.call(call());
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    assertThat(asked).hasValue(21);
  }

  @Test
  void aTurnThatIsMoreThanAMinuteAwayIsNotWaitedFor() throws Exception {
    Models models = models(new ProviderLimits(null, 1, null));
    assertThat(models.call(call()).text()).isEqualTo("reply 1");
    var unusedSecond = threads.submit(() -> models.call(call()));
    var unusedThird = threads.submit(() -> models.call(call()));

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> models.call(call()))
                    .isInstanceOfSatisfying(
                        ModelFailure.class,
                        e -> assertThat(e.type()).isEqualTo(FailureType.RATE_LIMIT)));
    assertThat(asked).hasValue(1);
  }

  @Test
  void anEndpointThatFailsIsLeftAloneAndThenTriedAgain() throws Exception {
    Models models = models(new ProviderLimits(null, null, Duration.ofMillis(400)));
    down.set(true);
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> models.call(call())).hasMessage("test:m answered 503");
    }

    assertThatThrownBy(() -> models.call(call()))
        .isInstanceOfSatisfying(
            ModelFailure.class,
            e -> {
              assertThat(e.type()).isEqualTo(FailureType.OUTAGE);
              assertThat(e.type().word()).isEqualTo("serverError");
              assertThat(e.retryable()).isTrue();
              assertThat(e.retryAfter()).get().matches(Duration::isPositive);
            });
    assertThat(asked).hasValue(10);

    down.set(false);
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(models.call(call()).text()).isEqualTo("reply 11"));
    assertThat(models.call(call()).text()).isEqualTo("reply 12");
  }

  @Test
  void endpointsAreCountedEachByItself() throws Exception {
    Models models = models(new ProviderLimits(null, null, Duration.ofMinutes(1)));
    down.set(true);
    for (int i = 0; i < 11; i++) {
      assertThatThrownBy(() -> models.call(call())).isInstanceOf(ModelFailure.class);
    }
    down.set(false);
    ModelSpec elsewhere =
        new ModelSpec(
            "test",
            "m",
            null,
            null,
            null,
            "http://127.0.0.1:1/v1",
            Map.of(),
            null,
            null,
            null,
            List.of());

    ModelCall there =
        ModelCall.of(
            elsewhere, null, List.of(Turn.user(null, "Hi")), "anna", Duration.ofSeconds(20));
    assertThat(models.call(there).text()).isEqualTo("reply 11");
  }
}
