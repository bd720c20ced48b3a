package dev.parley.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.activities.tools.OutcomeUnknown;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Kind;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Outcome;
import dev.parley.transcript.EntryStore.Outcome.Status;
import dev.parley.transcript.EntryStore.Start;
import dev.parley.workflows.ToolEnd;
import dev.parley.workflows.ToolTask;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What one call of a tool comes to, on a real store. */
@Timeout(60)
class ToolEffectsTest {

  private static final ToolEnd DONE = new ToolEnd(false);
  private static final ToolEnd IN_DOUBT = new ToolEnd(true);

  private final Shop shop;

  ToolEffectsTest(@TempDir Path folder) {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static TestTool refund(ToolEffect effect) {
    return TestTool.refund(effect, arguments -> "refunded");
  }

  /** A call of the tool by one worker. */
  private ToolEnd made(TestTool tool) {
    return made(tool, shop.task(shop.calls("refund", Shop.ARGUMENTS, tool.effect())));
  }

  private ToolEnd made(TestTool tool, ToolTask task) {
    return shop.worker("w", tool).call(task, shop.place(), Attempt.wanted());
  }

  private Outcome outcome() {
    return shop.held().orElseThrow();
  }

  /** A worker has begun the call and is gone. */
  private void lost() {
    var unused = shop.transcript().entries().begin(shop.place(), new Start("gone", null));
  }

  // --- What is made

  @Test
  void aCallIsMadeAndWhatTheToolSaidIsKept() {
    TestTool tool = refund(ToolEffect.ONCE);

    assertThat(made(tool)).isEqualTo(DONE);

    assertThat(outcome().status()).isEqualTo(Status.DONE);
    assertThat(outcome().text()).isEqualTo("refunded");
    assertThat(outcome().error()).isFalse();
    assertThat(tool.calls()).containsExactly("{\"id\":17}");
    assertThat(tool.keys()).containsExactly("shop-1/main/turn/1/anna/1/tool/1");
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatCameToSomethingIsNotMadeAgain(ToolEffect effect) {
    TestTool tool = refund(effect);
    int calls = shop.calls("refund", Shop.ARGUMENTS, effect);

    assertThat(made(tool, shop.task(calls))).isEqualTo(DONE);
    assertThat(shop.worker("other", tool).call(shop.task(calls), shop.place(), Attempt.wanted()))
        .isEqualTo(DONE);

    assertThat(tool.calls()).hasSize(1);
  }

  @Test
  void aCallWhosePlaceIsTakenIsNotMade() {
    TestTool tool = refund(ToolEffect.READ);
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, ToolEffect.READ));
    var place = shop.place();
    int unused = shop.append(Draft.of("dana", Kind.TEXT, Words.of("Stop.")));

    assertThat(shop.worker("w", tool).call(task, place, Attempt.wanted())).isEqualTo(DONE);

    assertThat(tool.calls()).isEmpty();
    assertThat(shop.held()).isEmpty();
  }

  @Test
  void argumentsThatAPersonHasChangedAreUsed() {
    TestTool tool = refund(ToolEffect.ONCE);
    int calls = shop.calls("refund", Shop.ARGUMENTS, ToolEffect.ONCE);
    int decision = shop.decided("{\"id\":18}");

    assertThat(made(tool, shop.task(calls, decision, shop.digest(Shop.ARGUMENTS)))).isEqualTo(DONE);

    assertThat(tool.calls()).containsExactly("{\"id\":18}");
  }

  // --- Lost attempts

  @Test
  void aCallThatMustHappenOnceIsNotMadeOnAGuess() {
    TestTool tool = refund(ToolEffect.ONCE);
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, ToolEffect.ONCE));
    lost();

    assertThat(made(tool, task)).isEqualTo(IN_DOUBT);

    assertThat(tool.calls()).isEmpty();
    assertThat(outcome().status()).isEqualTo(Status.IN_DOUBT);
    assertThat(made(tool, task)).isEqualTo(IN_DOUBT);
  }

  @Test
  void theStricterOfWorkerAndFileDecidesWhatIsAGuess() {
    TestTool tool = refund(ToolEffect.READ);
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, ToolEffect.ONCE));
    lost();

    assertThat(made(tool, task)).isEqualTo(IN_DOUBT);

    assertThat(tool.calls()).isEmpty();
  }

  @Test
  void aLostCallThatJoinsTheEarlierOneIsInNoDoubt() {
    TestTool tool = refund(ToolEffect.ONCE).joining();
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, ToolEffect.ONCE));
    lost();

    assertThat(made(tool, task)).isEqualTo(DONE);

    assertThat(tool.keys()).containsExactly("shop-1/main/turn/1/anna/1/tool/1");
  }

  @ParameterizedTest
  @EnumSource
  void anOutcomeThatNobodyKnowsIsInDoubtOnlyWhereItMustHappenOnce(ToolEffect effect) {
    TestTool tool =
        TestTool.refund(
            effect,
            arguments -> {
              throw new OutcomeUnknown("the server ended while it ran");
            });

    assertThat(made(tool)).isEqualTo(effect == ToolEffect.ONCE ? IN_DOUBT : DONE);

    assertThat(outcome().error()).isTrue();
    assertThat(outcome().text()).contains("the server ended while it ran");
  }

  @ParameterizedTest
  @EnumSource(value = ToolEffect.class, mode = Mode.EXCLUDE, names = "ONCE")
  void aCallThatMayBeRepeatedIsMadeAgain(ToolEffect effect) {
    TestTool tool = refund(effect);
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, effect));
    lost();

    assertThat(made(tool, task)).isEqualTo(DONE);

    assertThat(outcome().text()).isEqualTo("refunded");
    assertThat(tool.keys()).containsExactly("shop-1/main/turn/1/anna/1/tool/1");
  }

  // --- Errors that a model can act on

  private void assertError(String text) {
    assertThat(outcome()).isEqualTo(new Outcome(Status.DONE, text, true, 0, null));
  }

  @ParameterizedTest
  @EnumSource
  void whatAToolThrowsIsItsAnswer(ToolEffect effect) {
    TestTool tool =
        TestTool.refund(
            effect,
            arguments -> {
              throw new IllegalStateException("order 17 is closed");
            });

    assertThat(made(tool)).isEqualTo(DONE);

    assertThat(outcome().text()).isEqualTo("Error: order 17 is closed");
    assertThat(outcome().error()).isTrue();
    assertThat(outcome().status()).isEqualTo(Status.DONE);
  }

  @Test
  void anErrorOfTheJvmIsAnAnswerToo() {
    TestTool tool =
        TestTool.refund(
            ToolEffect.READ,
            arguments -> {
              throw new NoClassDefFoundError();
            });

    assertThat(made(tool)).isEqualTo(DONE);

    assertThat(outcome().text()).isEqualTo("Error: NoClassDefFoundError");
  }

  @Test
  void aToolThatThisWorkerLacksIsLeftToOneThatHasIt() {
    TestTool tool = refund(ToolEffect.ONCE);
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, ToolEffect.ONCE));
    var lacking = shop.worker("lacking");

    for (int attempt = 1; attempt < 3; attempt++) {
      var context = Attempt.number(attempt);
      assertThatThrownBy(() -> lacking.call(task, shop.place(), context))
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              e -> {
                assertThat(e.getType()).isEqualTo("otherWorker");
                assertThat(e.isNonRetryable()).isFalse();
              });
    }
    assertThat(shop.held()).isEmpty();
    assertThat(shop.worker("other", tool).call(task, shop.place(), Attempt.number(3)))
        .isEqualTo(DONE);

    assertThat(tool.calls()).hasSize(1);
    assertThat(outcome().text()).isEqualTo("refunded");
  }

  @Test
  void aToolThatNoWorkerHasIsAnErrorThatNamesThoseThereAre() {
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, ToolEffect.READ));
    var lacking = shop.worker("w", new TestTool("look_up", ToolEffect.READ, arguments -> ""));

    assertThat(lacking.call(task, shop.place(), Attempt.number(3))).isEqualTo(DONE);

    assertError("Error: there is no tool called \"refund\"; there are: none");
  }

  @Test
  void aToolThatIsNotTheAgentsIsNotCalled() {
    TestTool other = new TestTool("wire_money", ToolEffect.ONCE, arguments -> "wired");
    ToolTask task = shop.task(shop.calls("wire_money", Shop.ARGUMENTS, ToolEffect.ONCE));
    var worker = shop.worker("w", other, refund(ToolEffect.READ));

    assertThat(worker.call(task, shop.place(), Attempt.wanted())).isEqualTo(DONE);

    assertThat(other.calls()).isEmpty();
    assertError("Error: there is no tool called \"wire_money\"; there are: refund");
  }

  @Test
  void argumentsThatNobodyHasApprovedAreNotUsed() {
    TestTool tool = refund(ToolEffect.ONCE);
    int calls = shop.calls("refund", Shop.ARGUMENTS, ToolEffect.ONCE);

    assertThat(made(tool, shop.task(calls, -1, shop.digest("{\"id\":18}")))).isEqualTo(DONE);

    assertThat(tool.calls()).isEmpty();
    assertError("Error: the arguments are not those that were approved; nothing was done");
  }

  @Test
  void wrongArgumentsAreNotUsed() {
    TestTool tool = refund(ToolEffect.ONCE);
    String wrong = "{\"id\":\"wrong\"}";
    int calls = shop.calls("refund", wrong, ToolEffect.ONCE);

    assertThat(made(tool, shop.task(calls, -1, shop.digest(wrong)))).isEqualTo(DONE);

    assertThat(tool.calls()).isEmpty();
    assertError("Error: $.id: wrong");
  }

  // --- Time

  @ParameterizedTest
  @EnumSource
  void aToolThatTakesTooLongIsLeftEvenIfItIgnoresThat(ToolEffect effect) {
    var end = new CountDownLatch(1);
    TestTool tool = TestTool.refund(effect, arguments -> deaf(end));
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, effect, 100));

    boolean once = effect == ToolEffect.ONCE;
    assertThat(made(tool, task)).isEqualTo(once ? IN_DOUBT : DONE);

    assertThat(outcome().status()).isEqualTo(once ? Status.IN_DOUBT : Status.DONE);
    assertThat(outcome().text()).startsWith("Error: ").contains("no answer within 0.1 s");
    assertThat(outcome().error()).isTrue();
    end.countDown();
  }

  private static String deaf(CountDownLatch end) {
    while (end.getCount() > 0) {
      Thread.onSpinWait();
    }
    return "too late";
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatIsCancelledIsInDoubtOrAsIfItHadNotBegun(ToolEffect effect) throws Exception {
    var entered = new AtomicBoolean();
    var interrupted = new AtomicBoolean();
    TestTool tool =
        TestTool.refund(
            effect,
            arguments -> {
              entered.set(true);
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
              }
              return "never";
            });
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, effect));

    assertThatThrownBy(
            () ->
                shop.worker("w", tool)
                    .call(task, shop.place(), Attempt.cancelledWhen(entered::get)))
        .isInstanceOf(ActivityCanceledException.class);

    await().untilTrue(interrupted);
    if (effect == ToolEffect.ONCE) {
      await().until(() -> shop.held().isPresent());
      assertThat(outcome().status()).isEqualTo(Status.IN_DOUBT);
    } else {
      await()
          .until(
              () ->
                  shop.transcript()
                      .entries()
                      .lastFailure(Shop.ID, "main", Shop.CALL.key())
                      .isPresent());
      assertThat(shop.held()).isEmpty();
      assertThat(made(refund(effect), task)).isEqualTo(DONE);
      assertThat(outcome().text()).isEqualTo("refunded");
    }
  }

  // --- Long texts

  @Test
  void aLongResultIsCutAndKeptWhole() {
    String all = "x" + "é".repeat(100_000);

    assertThat(made(TestTool.refund(ToolEffect.READ, arguments -> all))).isEqualTo(DONE);

    String rest = String.valueOf(outcome().rest());
    assertThat(outcome().text())
        .startsWith("x" + "é".repeat(32_767))
        .endsWith("é\n[... cut: 134466 of 200001 bytes are left out ...]");
    assertThat(shop.transcript().blobs().get(Shop.ID, rest))
        .isEqualTo(all.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aResultThatJustFitsIsNotTouched() {
    String all = "x".repeat(64 * 1024);

    assertThat(made(TestTool.refund(ToolEffect.READ, arguments -> all))).isEqualTo(DONE);

    assertThat(outcome().text()).isEqualTo(all);
    assertThat(outcome().rest()).isNull();
  }
}
