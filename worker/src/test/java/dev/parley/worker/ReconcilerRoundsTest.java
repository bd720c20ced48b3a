package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Reconciler;
import dev.parley.client.Reconciler.Found;
import dev.parley.client.Reconciler.Verdict;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Transcript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a worker looks at very many silent conversations, on a real server. */
@Timeout(180)
class ReconcilerRoundsTest {

  /** How many are looked at in one round. */
  private static final int ROUND = 1_000;

  @TempDir private Path folder = Path.of("");

  private static String id(int number) {
    return "c%05d".formatted(number);
  }

  /** Conversations that the store holds open and the server has never heard of. */
  private static void unknown(Transcript store, int from, int to) {
    IntStream.range(from, to)
        .mapToObj(ReconcilerRoundsTest::id)
        .forEach(
            id -> {
              var unused =
                  store.conversations().create(new NewConversation(id, "t", "b", "dana", null));
              store.conversations().register(new RunStart(id, "run", "run", null));
            });
  }

  private static List<String> look(Reconciler reconciler) {
    return reconciler.lookAtNext(Duration.ZERO).stream().map(Found::conversation).toList();
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(ReconcilerRoundsTest::id).toList();
  }

  @Test
  void eachHasItsTurnHoweverManyThereAre() {
    try (House house = House.in(folder)) {
      Transcript store = house.transcript();
      unknown(store, 0, ROUND + 3);
      Reconciler reconciler = new Reconciler(store, house.temporal().stubs(), "default");

      assertThat(look(reconciler)).isEqualTo(ids(0, ROUND));
      assertThat(store.conversations().standing(id(ROUND)).state()).isEqualTo(State.RUNNING);
      assertThat(look(reconciler)).as("the rest").isEqualTo(ids(ROUND, ROUND + 3));
      assertThat(store.conversations().standing(id(ROUND)).state()).isEqualTo(State.LOST);
      assertThat(store.conversations().standing(id(ROUND)).cause())
          .contains("./parley recover " + id(ROUND));
      assertThat(look(reconciler)).as("the first again").isEqualTo(ids(0, ROUND));
    }
  }

  @Test
  void whatBeginsOrEndsBetweenTwoRoundsPutsNobodyOff() {
    try (House house = House.in(folder)) {
      Transcript store = house.transcript();
      unknown(store, 1, 4);
      Reconciler reconciler = new Reconciler(store, house.temporal().stubs(), "default");

      assertThat(reconciler.lookAtNext(Duration.ZERO))
          .extracting(Found::conversation)
          .containsExactlyElementsOf(ids(1, 4));
      unknown(store, 0, 1);
      store.conversations().delete(id(2), false, "dana");
      assertThat(reconciler.lookAtNext(Duration.ZERO))
          .allSatisfy(found -> assertThat(found.verdict()).isInstanceOf(Verdict.Hangs.class))
          .extracting(Found::conversation)
          .containsExactly(id(0), id(1), id(3));
      assertThat(reconciler.lookAtNext(Duration.ofHours(1))).as("none is silent").isEmpty();
    }
  }
}
