package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeTest {

  @TempDir private Path scratch;

  @Test
  void theComposeFileIsValidAndPublishesNothingBeyondThisMachine() throws Exception {
    Path filled = scratch.resolve("filled.env");
    try (var lines = Files.lines(Clone.ROOT.resolve(".env.example"))) {
      Files.writeString(
          filled,
          lines
              .map(line -> line.matches("[A-Z_]+=") ? line + "x7Kp2mQ9" : line)
              .collect(Collectors.joining("\n")));
    }
    Clone.Ran ran = config(filled);

    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(
            ran.output()
                .lines()
                .filter(line -> line.strip().matches("(- )?\"?[0-9.:]*:\\d+(:\\d+)?(/tcp)?\"?")))
        .allSatisfy(line -> assertThat(line).contains("127.0.0.1:"));
  }

  @Test
  void withoutPasswordsItDoesNotStart() throws Exception {
    Path empty = Files.writeString(scratch.resolve("empty.env"), "");

    assertThat(config(empty).exit()).isNotZero();
  }

  private Clone.Ran config(Path env) throws IOException, InterruptedException {
    String command = command().orElse("");
    Clone.require("docker", !command.isEmpty(), "no docker compose on this machine");
    return Clone.bash(
        scratch, Map.of(), command + " --env-file '" + env + "' --profile code config");
  }

  private Optional<String> command() throws IOException, InterruptedException {
    for (String candidate : List.of("docker compose", "docker-compose")) {
      if (Clone.bash(scratch, Map.of(), candidate + " version").exit() == 0) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
