package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.transcript.LiveStore;
import dev.parley.transcript.LiveStore.LiveCall;
import dev.parley.transcript.LiveStore.LiveReader;
import dev.parley.transcript.LiveStore.LiveWriter;
import dev.parley.transcript.LiveText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What holds of replies while they come, in every store. */
interface LiveRules extends Fixture {

  Duration PATIENCE = Duration.ofSeconds(10);

  private LiveStore live() {
    return transcript().live();
  }

  private LiveWriter open(String conversation, int seq, int attempt) {
    return live().open(new LiveCall(conversation, seq, "coder", attempt));
  }

  /** A listener in another process, as far as the store can tell. */
  private Ear ear(String conversation) {
    return new Ear(second().live().listen(conversation));
  }

  /** Hears until it has heard enough. */
  final class Ear implements AutoCloseable {
    private final LiveReader reader;
    private final List<LiveText> all = new ArrayList<>();

    Ear(LiveReader reader) {
      this.reader = reader;
    }

    List<LiveText> until(Predicate<List<LiveText>> enough) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!enough.test(all) && System.nanoTime() < end) {
        all.addAll(some(Duration.ofMillis(200)));
      }
      assertThat(enough.test(all)).as("heard: " + said()).isTrue();
      return all;
    }

    List<LiveText> untilSaid(String text) {
      return until(heard -> said().equals(text));
    }

    /** What the call that speaks now has said. */
    String said() {
      StringBuilder said = new StringBuilder();
      for (LiveText text : all) {
        said.setLength(text.from());
        said.append(text.more());
      }
      return said.toString();
    }

    List<LiveText> some(Duration patience) {
      try {
        return reader.news(patience);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  @Test
  default void wordsAreHeardWhileTheyCome() {
    String id = conversation();
    try (Ear ear = ear(id);
        LiveWriter writer = open(id, 3, 1)) {
      writer.append("Some ");
      List<LiveText> first = List.copyOf(ear.untilSaid("Some "));
      assertThat(first).hasSize(1);
      assertThat(first.getFirst().begins()).isTrue();
      assertThat(first.getFirst().seq()).isEqualTo(3);
      assertThat(first.getFirst().agent()).isEqualTo("coder");
      assertThat(first.getFirst().attempt()).isEqualTo(1);
      writer.append("words ");
      writer.append("more.");
      List<LiveText> all = ear.untilSaid("Some words more.");
      assertThat(all).extracting(LiveText::call).containsOnly(first.getFirst().call());
      assertThat(all.getLast().begins()).isFalse();
    }
  }

  @Test
  default void whoComesLateHearsAllThatWasSaid() {
    String id = conversation();
    try (Ear ear = ear(id);
        LiveWriter writer = open(id, 0, 1)) {
      writer.append("first, ");
      ear.untilSaid("first, ");
      writer.append("second");
      ear.untilSaid("first, second");
      try (Ear late = ear(id)) {
        assertThat(late.some(Duration.ZERO))
            .singleElement()
            .matches(text -> text.begins() && text.more().equals("first, second"));
      }
    }
  }

  @Test
  default void twoListenersHearTheSame() {
    String id = conversation();
    try (Ear one = ear(id);
        Ear two = ear(id);
        LiveWriter writer = open(id, 0, 1)) {
      writer.append("to both");
      assertThat(one.untilSaid("to both")).isEqualTo(two.untilSaid("to both"));
    }
  }

  @Test
  default void aListenerOfAnotherConversationHearsNothing() {
    String id = conversation();
    try (Ear ear = ear(id);
        Ear other = ear(conversation());
        LiveWriter writer = open(id, 0, 1)) {
      writer.append("private");
      ear.untilSaid("private");
      assertThat(other.some(Duration.ofMillis(200))).isEmpty();
    }
  }

  @Test
  default void anotherAttemptBeginsAnew() {
    String id = conversation();
    try (Ear ear = ear(id);
        LiveWriter lost = open(id, 2, 1)) {
      lost.append("half a te");
      ear.untilSaid("half a te");
      try (LiveWriter again = open(id, 2, 2)) {
        again.append("the whole text");
        List<LiveText> heard = ear.untilSaid("the whole text");
        assertThat(heard.getLast().begins()).isTrue();
        assertThat(heard.getLast().attempt()).isEqualTo(2);
        assertThat(heard.getLast().call()).isNotEqualTo(heard.getFirst().call());
        lost.append("xt, of which nobody hears");
        try (Ear late = ear(id)) {
          assertThat(late.some(Duration.ofMillis(200)))
              .extracting(LiveText::attempt)
              .containsOnly(2);
        }
        assertThat(ear.some(Duration.ofMillis(200))).isEmpty();
      }
    }
  }

  @Test
  default void theEndOfAnAttemptRemovesWhatEarlierOnesLeft() {
    String id = conversation();
    LiveWriter lost = open(id, 2, 1);
    lost.append("left behind");
    try (Ear ear = ear(id)) {
      ear.untilSaid("left behind");
    }
    open(id, 2, 2).close();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(now(id)).isEmpty());
    lost.close();
  }

  private List<LiveText> now(String conversation) {
    try (Ear ear = ear(conversation)) {
      return ear.some(Duration.ZERO);
    }
  }

  @Test
  default void theEndOfACallIsToldAtOnceAndItsWordsAreGone() {
    String id = conversation();
    LiveWriter writer = open(id, 0, 1);
    try (Ear ear = ear(id)) {
      writer.append("soon an entry");
      ear.untilSaid("soon an entry");
      writer.close();
      long start = System.nanoTime();
      assertThat(ear.some(PATIENCE)).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.dividedBy(2));
      assertThat(now(id)).isEmpty();
    }
  }

  @Test
  default void aShortCallSaysNothing() {
    String id = conversation();
    try (Ear ear = ear(id)) {
      try (LiveWriter writer = open(id, 0, 1)) {
        writer.append("over before anybody could read it");
      }
      assertThat(ear.some(LiveStore.SHORT.multipliedBy(4))).isEmpty();
    }
  }

  @Test
  default void noCharacterIsTornAndNoneBreaksTheStore() {
    String id = conversation();
    String face = "\uD83D\uDE00";
    try (Ear ear = ear(id);
        LiveWriter writer = open(id, 0, 1)) {
      writer.append("a" + face.charAt(0));
      ear.untilSaid("a");
      writer.append(face.charAt(1) + "b\u0000c\uDE00d'\"\\{}\n");
      ear.untilSaid("a" + face + "b\uFFFDc\uFFFDd'\"\\{}\n");
    }
  }

  @Test
  default void aDeletedConversationIsSilent() {
    String id = conversation();
    try (Ear ear = ear(id);
        LiveWriter writer = open(id, 0, 1)) {
      writer.append("to be deleted");
      ear.untilSaid("to be deleted");
      conversations().delete(id, false, "ann");
      assertThat(now(id)).isEmpty();
      writer.append(", and more");
      assertThat(ear.some(LiveStore.BEAT.multipliedBy(4))).isEmpty();
      assertThat(now(id)).isEmpty();
    }
  }

  @Test
  default void whatAKilledWorkerLeftIsSwept() {
    String id = conversation();
    try (LiveWriter writer = open(id, 0, 1);
        Ear ear = ear(id)) {
      writer.append("left behind");
      ear.untilSaid("left behind");
      int unused = second().live().sweep(Duration.ofMinutes(1));
      assertThat(now(id)).isNotEmpty();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                int swept = second().live().sweep(Duration.ofMillis(50));
                assertThat(now(id)).as("%d swept", swept).isEmpty();
              });
    }
  }

  @Test
  default void manySpeakAtOnce() throws ExecutionException, InterruptedException {
    int many = 100;
    List<Future<?>> heard = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < many; i++) {
        String id = conversation();
        heard.add(threads.submit(() -> speaksAndIsHeard(id)));
      }
      for (Future<?> one : heard) {
        var unused = one.get();
      }
    }
  }

  private void speaksAndIsHeard(String id) {
    try (LiveWriter writer = open(id, 0, 1)) {
      StringBuilder said = new StringBuilder();
      for (int word = 0; word < 50; word++) {
        writer.append("word ");
        said.append("word ");
      }
      await()
          .atMost(PATIENCE)
          .until(() -> now(id).stream().anyMatch(text -> text.more().contentEquals(said)));
    }
  }

  @Test
  default void whatAWriterHadToSayGoesWithItsProcess() {
    String id = conversation();
    JdbcTranscript other = JdbcTranscript.open(dialect(), clock());
    try (Ear ear = ear(id)) {
      LiveWriter writer = other.live().open(new LiveCall(id, 0, "coder", 1));
      writer.append("and then it was stopped");
      ear.untilSaid("and then it was stopped");
      other.close();
      assertThat(now(id)).isEmpty();
      writer.append("never heard");
      writer.close();
    }
  }
}
