package dev.parley.activities.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeedbackTest {

  private static RunResult result(int exitCode, String output, String... notes) {
    return new RunResult(
        exitCode,
        output,
        null,
        List.of(),
        Workspace.EMPTY,
        List.of(notes),
        false,
        1,
        "test",
        () -> {});
  }

  @Test
  void theTextIsAutoGens() {
    assertThat(Feedback.of(result(0, "hello\n")))
        .isEqualTo("exitcode: 0 (execution succeeded)\nCode output: hello\n");
    assertThat(Feedback.of(result(1, "")))
        .isEqualTo("exitcode: 1 (execution failed)\nCode output: ");
  }

  @Test
  void notesFollowTheOutput() {
    assertThat(Feedback.of(result(137, "some\n", "First.", "Second.")))
        .isEqualTo("exitcode: 137 (execution failed)\nCode output: some\nFirst.\nSecond.");
  }

  @Test
  void whenNothingRanItSaysWhatWasSeen() {
    assertThat(Feedback.nothingRan(List.of()))
        .startsWith("Nothing was run: there is no code block in the messages. Put the code");
    assertThat(Feedback.nothingRan(List.of("json", "", "json")))
        .contains("Seen: ```json (2), ``` without a language. Put the code");
  }
}
