package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: how their arguments are decoded is decided when they start. */
@EnabledOnOs(OS.LINUX)
final class ArgumentsTest {

  @TempDir private Path folder;

  @Test
  void umlautsArriveInTheCLocaleAndLeaveAsUtf8() throws Exception {
    assertThat(said("\\303\\244rger \\342\\230\\203?")).contains("unknown command \"ärger ☃?\"");
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() throws Exception {
    assertThat(said("a\\377")).contains("argument 1 is not valid UTF-8");
  }

  @Test
  void whatIsUtf8StaysAsItIs() {
    assertThat(Arguments.of(new String[] {"run", "", "ä?"})).hasSize(3).startsWith("run", "");
    assertThat(Arguments.of(new String[0])).isEqualTo(List.of());
  }

  /** What a process says to an argument that printf writes, exit code 2 presumed. */
  private String said(String printed) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    List<String> command =
        List.of(
            "sh",
            "-c",
            "exec \"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" dev.parley.cli.Main \"$(printf \"$2\")\"",
            System.getProperty("java.home") + "/bin/java",
            System.getProperty("java.class.path"),
            printed);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C");
    assertThat(builder.start().waitFor()).isEqualTo(2);
    return Files.readString(err, StandardCharsets.UTF_8);
  }
}
