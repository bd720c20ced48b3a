package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Transcript;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random interleavings of two writers against a model of a few lines. */
interface InterleavingRules extends Fixture {

  int STEPS = 120;
  int INTENTS = 60;
  int AHEAD = 4;

  /** What a conversation comes to: at each seq the intent that came first. */
  final class Model {
    private final Map<Integer, String> bySeq = new HashMap<>();
    private final Map<String, Integer> byIntent = new HashMap<>();

    Class<? extends Appended> append(int seq, String intent) {
      if (yields(seq, intent)) {
        return Appended.Foreign.class;
      }
      if (byIntent.containsKey(intent)) {
        return Appended.Adopted.class;
      }
      if (bySeq.putIfAbsent(seq, intent) != null) {
        return Appended.Foreign.class;
      }
      byIntent.put(intent, seq);
      return Appended.Written.class;
    }

    int standing(int seq, String intent) {
      return yields(seq, intent) ? seq : byIntent.getOrDefault(intent, seq);
    }

    /** What stands further on yields to what stands at its place. */
    private boolean yields(int seq, String intent) {
      return byIntent.getOrDefault(intent, -1) > seq && bySeq.containsKey(seq);
    }

    int head() {
      int head = -1;
      while (bySeq.containsKey(head + 1)) {
        head++;
      }
      return head;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  default void twoWritersComeToWhatTheModelSays(long seed) {
    Random random = new Random(seed);
    String id = conversation();
    var model = new Model();
    for (int step = 0; step < STEPS; step++) {
      Transcript writer = random.nextBoolean() ? transcript() : second();
      int seq = random.nextInt(model.head() + 2 + AHEAD);
      String intent = "i" + random.nextInt(INTENTS);
      Class<? extends Appended> expected = model.append(seq, intent);
      Appended result =
          writer.entries().append(place(id, seq, intent), text("coder", intent), Settling.NOTHING);
      assertThat(result).as("seed %d, step %d", seed, step).isInstanceOf(expected);
      assertThat(result.head().seq()).isEqualTo(model.standing(seq, intent));
      assertThat(second().entries().head(id).seq()).isEqualTo(model.head());
    }
    assertThat(entries().read(id, 0, STEPS))
        .extracting(Entry::text)
        .isEqualTo(
            java.util.stream.IntStream.rangeClosed(0, model.head())
                .mapToObj(seq -> model.bySeq.get(seq))
                .toList());
    assertThat(entries().verify(id)).isEmpty();
  }
}
