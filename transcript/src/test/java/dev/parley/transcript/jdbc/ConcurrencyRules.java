package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Ceiling;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What holds when many write at once. */
interface ConcurrencyRules extends Fixture {

  int THREADS = 8;

  /** Runs the tasks at the same moment, on a thread each. */
  private static <T> List<T> together(IntFunction<Callable<T>> task)
      throws ExecutionException, InterruptedException {
    var barrier = new CyclicBarrier(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Callable<T> call = task.apply(i);
        running.add(
            threads.submit(
                () -> {
                  barrier.await();
                  return call.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : running) {
        results.add(future.get());
      }
      return results;
    }
  }

  /** Half of the threads as if they were in another process. */
  private Transcript of(int thread) {
    return thread % 2 == 0 ? transcript() : second();
  }

  @Test
  default void exactlyOneOfManyWritesASeq() throws ExecutionException, InterruptedException {
    String id = conversation();
    for (int round = 0; round < 20; round++) {
      int seq = round;
      List<Appended> results =
          together(
              i ->
                  () ->
                      of(i)
                          .entries()
                          .append(
                              place(id, seq, "i%d/%d".formatted(seq, i)),
                              text("coder", "by " + i),
                              Settling.NOTHING));
      assertThat(results).filteredOn(Appended.Written.class::isInstance).hasSize(1);
      assertThat(results).filteredOn(Appended.Foreign.class::isInstance).hasSize(THREADS - 1);
      assertThat(results).extracting(Appended::head).containsOnly(results.getFirst().head());
    }
    assertThat(entries().verify(id)).isEmpty();
    assertThat(entries().head(id).seq()).isEqualTo(19);
  }

  @Test
  default void manyAttemptsOfOneEffectWriteOneEntry()
      throws ExecutionException, InterruptedException {
    String id = conversation();
    List<Appended> results =
        together(
            i ->
                () -> {
                  var place = place(id, 0, "turn/1/coder/1");
                  Begun begun =
                      of(i).entries().begin(place, Fixture.call("p", "m", 1, Ceilings.NONE));
                  return switch (begun) {
                    case Begun.Go go ->
                        of(i)
                            .entries()
                            .append(
                                place,
                                Fixture.called("coder", 1, 1),
                                new Settling(go.attempt(), null, null));
                    case Begun.Found found -> found.entry();
                    case Begun.Refused refused -> throw new AssertionError(refused);
                    case Begun.Elsewhere elsewhere -> throw new AssertionError(elsewhere);
                    case Begun.Held held -> throw new AssertionError(held);
                  };
                });
    assertThat(results).filteredOn(Appended.Written.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Appended.Adopted.class::isInstance).hasSize(THREADS - 1);
    assertThat(standing(id).modelCalls())
        .isEqualTo(entries().attempts(id, "main", "turn/1/coder/1"));
  }

  @Test
  default void ceilingsHoldWhenManyBeginAtOnce() throws ExecutionException, InterruptedException {
    String starter = "many-" + id();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      ids.add(conversationOf(starter));
    }
    var ceilings = new Ceilings(Ceiling.NONE, new Ceiling(3, Ceiling.NONE.money()), Ceiling.NONE);
    List<Begun> results =
        together(
            i ->
                () ->
                    of(i)
                        .entries()
                        .begin(place(ids.get(i), 0, "a"), Fixture.call("p", "m", 1, ceilings)));
    assertThat(results).filteredOn(Begun.Go.class::isInstance).hasSize(3);
    assertThat(results).filteredOn(Begun.Refused.class::isInstance).hasSize(THREADS - 3);
  }

  @Test
  default void oneOfManyCreatesAConversation() throws ExecutionException, InterruptedException {
    String id = id();
    List<Boolean> created =
        together(
            i ->
                () ->
                    of(i)
                        .conversations()
                        .create(new NewConversation(id, "t", "b", "ann", "task " + i)));
    assertThat(created).containsOnlyOnce(true);
    assertThat(transcript().mail().open(id)).hasSize(1);
  }

  @Test
  default void conversationsOfManyWritersDoNotMix()
      throws ExecutionException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      ids.add(conversationOf("same"));
    }
    List<Integer> written =
        together(
            i ->
                () -> {
                  for (int seq = 0; seq < 25; seq++) {
                    var place = place(ids.get(i), seq, "turn/%d/coder/1".formatted(seq));
                    int attempt =
                        ((Begun.Go)
                                of(i)
                                    .entries()
                                    .begin(place, Fixture.call("p" + i, "m", 5, Ceilings.NONE)))
                            .attempt();
                    of(i)
                        .entries()
                        .append(
                            place,
                            Fixture.called("coder", 1, 2),
                            new Settling(attempt, null, null));
                  }
                  return i;
                });
    assertThat(written).hasSize(THREADS);
    for (String id : ids) {
      assertThat(entries().read(id, 0, 99)).extracting(Entry::seq).hasSize(25);
      assertThat(entries().verify(id)).isEmpty();
      assertThat(standing(id).modelCalls()).isEqualTo(25);
      assertThat(standing(id).cost().nanos()).isEqualTo(50);
    }
  }
}
