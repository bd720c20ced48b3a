package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Blueprint;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContinueAsNewTest {

  @RegisterExtension
  static final ParleyExtension PARLEY = ParleyExtension.create().continueAsNewAfter(1);

  @Test
  void continuedAsNewAfterEachTurnItGoesAsInOneRun(Stage stage) {
    List<String> replies =
        Stream.concat(
                IntStream.range(0, 11).mapToObj("```python\nprint(%d)\n```"::formatted),
                Stream.of("TERMINATE"))
            .toList();
    Blueprint team =
        ConversationTest.coding(ConversationTest.script(replies.toArray(String[]::new)));

    Played played = stage.play(team, "count");

    List<String> expected =
        Stream.concat(
                Stream.of("user: count"),
                IntStream.range(0, 12)
                    .boxed()
                    .flatMap(
                        i ->
                            i == 11
                                ? Stream.of("coder: TERMINATE")
                                : Stream.of("coder: " + replies.get(i), ran(i))))
            .toList();
    assertThat(played.lines()).isEqualTo(expected);
    assertThat(stage.transcript().entries().verify(played.id())).isEmpty();
  }

  private static String ran(int i) {
    return "runner: exitcode: 0 (execution succeeded)\nCode output: %d\n".formatted(i);
  }
}
