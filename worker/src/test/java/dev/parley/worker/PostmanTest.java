package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Choice;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.transcript.MailStore.Late;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.MailStore.Turn;
import dev.parley.transcript.Transcript;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When words that no entry bears are signalled again. */
class PostmanTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final List<String> signals = new ArrayList<>();
  private boolean over;
  private final Postman postman =
      new Postman(
          stub(Transcript.class, (proxy, method, arguments) -> null),
          client(),
          Runnable::run,
          now::get);

  private static <T> T stub(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private WorkflowClient client() {
    return stub(
        WorkflowClient.class, (proxy, method, arguments) -> workflow((String) arguments[0]));
  }

  private WorkflowStub workflow(String id) {
    return stub(
        WorkflowStub.class,
        (proxy, method, arguments) -> {
          signals.add(id + " " + arguments[0] + " " + ((Object[]) arguments[1])[0]);
          if (over) {
            throw new WorkflowNotFoundException(
                WorkflowExecution.getDefaultInstance(), "Conversation", null);
          }
          return null;
        });
  }

  private static Mail mail(String conversation, String id) {
    return new Mail(conversation, id, "dana", null, "hello", List.of(), Instant.EPOCH);
  }

  /** How many signals a round brings, so much later. */
  private int after(Duration time, Mail... waiting) {
    now.addAndGet(time.toNanos());
    signals.clear();
    postman.deliver(new Late(List.of(waiting), Turn.FIRST));
    return signals.size();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void wordsAreSignalledByReferenceAndNotByTheirText() {
    assertThat(after(Duration.ZERO, mail("c", "m1"), mail("d", "m2"))).isEqualTo(2);
    assertThat(signals)
        .hasSize(2)
        .allSatisfy(one -> assertThat(one).doesNotContain("hello"))
        .first()
        .satisfies(
            one -> assertThat(one).startsWith("c say {").contains("id=m1", "mail=m1", "by=dana"));
  }

  @Test
  void aDecisionIsSignalledAsOne() {
    Decision approved =
        new Decision("r1", Choice.APPROVE, null, null, null, null, null, null, false, null);
    Mail mail = new Mail("c", "m1", "dana", null, "", List.of(), Instant.EPOCH, approved);
    assertThat(after(Duration.ZERO, mail)).isOne();
    assertThat(signals)
        .hasSize(1)
        .first()
        .satisfies(one -> assertThat(one).startsWith("c decide {"));
  }

  @Test
  void eachTimeTheyWaitTwiceAsLongButNeverLongerThanFiveMinutes() {
    Mail mail = mail("c", "m1");
    assertThat(after(Duration.ZERO, mail)).isOne();
    for (long pause : List.of(5, 10, 20, 40, 80, 160, 300, 300, 300)) {
      assertThat(after(seconds(pause).minusMillis(1), mail)).as("before %d s", pause).isZero();
      assertThat(after(Duration.ofMillis(1), mail)).as("after %d s", pause).isOne();
    }
  }

  @Test
  void eachMailHasItsOwnTime() {
    assertThat(after(Duration.ZERO, mail("c", "m1"))).isOne();
    assertThat(after(seconds(3), mail("c", "m1"), mail("c", "m2"), mail("d", "m1"))).isEqualTo(2);
    assertThat(after(seconds(2), mail("c", "m1"), mail("c", "m2"), mail("d", "m1"))).isOne();
  }

  @Test
  void whatWasBorneIsForgotten() {
    assertThat(after(Duration.ZERO, mail("c", "m1"))).isOne();
    assertThat(after(seconds(1))).isZero();
    assertThat(after(seconds(1), mail("c", "m1"))).as("open again after a reset").isOne();
  }

  @Test
  void theTaskIsNoWordOfAPerson() {
    assertThat(after(Duration.ZERO, mail("c", MailStore.TASK))).isZero();
    assertThat(after(seconds(300), mail("c", MailStore.TASK))).isZero();
  }

  @Test
  void aRunThatIsOverKeepsNobodyElseWaitingAndIsTriedAgain() {
    over = true;
    assertThat(after(Duration.ZERO, mail("c", "m1"), mail("d", "m1"))).isEqualTo(2);
    over = false;
    assertThat(after(seconds(5), mail("c", "m1"), mail("d", "m1"))).isEqualTo(2);
  }

  @Test
  void whileOneCannotBeReachedTheOthersGetTheirsAndItIsNotAskedTwiceAtOnce() {
    List<Runnable> hanging = new ArrayList<>();
    Postman busy = with(task -> hangFirst(hanging, task));
    Late both = new Late(List.of(mail("c", "m1"), mail("d", "m1")), Turn.FIRST);
    busy.deliver(both);
    assertThat(signals).hasSize(1).allMatch(one -> one.startsWith("d "));

    now.addAndGet(seconds(5).toNanos());
    busy.deliver(both);
    assertThat(signals).hasSize(2).allMatch(one -> one.startsWith("d "));

    hanging.getFirst().run();
    now.addAndGet(seconds(10).toNanos());
    busy.deliver(both);
    assertThat(signals).filteredOn(one -> one.startsWith("c ")).hasSize(2);
  }

  @Test
  void whereVeryManyCannotBeReachedTheOthersHaveTheirTurnAfterThem() {
    List<Runnable> hanging = new ArrayList<>();
    Postman busy = with(hanging::add);
    List<Mail> many = IntStream.range(0, 60).mapToObj(i -> mail("c" + i, "m")).toList();
    busy.deliver(new Late(many, Turn.FIRST));
    assertThat(hanging).hasSize(50);

    hanging.removeFirst().run();
    assertThat(signals).hasSize(1).first().asString().startsWith("c0 ");
    busy.deliver(new Late(many, Turn.FIRST));
    assertThat(hanging).hasSize(50);
    hanging.getLast().run();
    assertThat(signals).hasSize(2).last().asString().startsWith("c50 ");
  }

  @Test
  void whatWasSignalledOnAnEarlierPageKeepsItsTime() {
    postman.deliver(new Late(List.of(mail("c", "m1")), new Turn(1, "c")));
    postman.deliver(new Late(List.of(mail("d", "m1")), Turn.FIRST));
    now.addAndGet(seconds(4).toNanos());
    postman.deliver(new Late(List.of(mail("c", "m1")), new Turn(1, "c")));
    assertThat(signals).hasSize(2);
  }

  private Postman with(Executor threads) {
    return new Postman(
        stub(Transcript.class, (proxy, method, arguments) -> null), client(), threads, now::get);
  }

  private static void hangFirst(List<Runnable> hanging, Runnable task) {
    if (hanging.isEmpty()) {
      hanging.add(task);
    } else {
      task.run();
    }
  }
}
