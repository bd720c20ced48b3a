package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Team;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose names no workspace takes are refused before anything is stored. */
class FileNamesTest {

  @TempDir private Path folder;

  private void refused(List<Path> files, String message) {
    Blueprint team =
        Team.roundRobin("t").agent(Agent.assistant("a").model("ollama:x")).maxTurns(1).blueprint();
    StartOptions options = StartOptions.defaults().id("t-1").files(files);
    try (Parley parley =
        Parley.connect(
            ParleySettings.of(Map.of("PARLEY_STORE", "sqlite:" + folder.resolve("parley.db"))))) {
      assertThatThrownBy(() -> parley.start(team, "Average them.", options))
          .isInstanceOf(ParleyException.Refused.class)
          .hasMessage(message);
      assertThat(parley.transcript().conversations().withPrefix("t")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\b.csv", "a\nb.csv", "\u001b[2J.csv", "a\u202eb.csv"})
  void aNameThatIsNotSafeIsRefused(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "1,2");

    refused(
        List.of(file),
        "the file name \"%s\" has control characters, a backslash, or is no valid UTF-8; give it"
                .formatted(name.replaceAll("[\\\\\\p{Cc}\\p{Cf}]", "?"))
            + " another name");
  }

  @Test
  void theParentFolderIsNoName() {
    refused(
        List.of(folder.resolve("..")),
        "the file name \"..\" must be a plain path from the workspace, without . and ..; give it"
            + " another name");
  }

  @Test
  void twoOfTheSameNameAreRefused() throws IOException {
    Path one = Files.writeString(folder.resolve("sales.csv"), "1");
    Path two =
        Files.writeString(Files.createDirectory(folder.resolve("b")).resolve("sales.csv"), "");

    refused(List.of(one, two), "two files are called \"sales.csv\"; give one of them another name");
  }
}
