package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.mcp.McpServer;
import dev.parley.activities.tools.ToolSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The MCP servers of a worker's configuration. */
class McpSettingsTest {

  private static final String BOTH =
      """
      parley:
        keys: { variables: [FILES_TOKEN, REMOTE_KEY] }
        mcp:
          files:
            command: [npx, -y, "files-server", "/data/${not a hole}"]
            env: { TOKEN: "${env:FILES_TOKEN}", MODE: ro }
            folder: /data
            timeout: 90s
          remote:
            url: https://tools.example.com/mcp
            headers: { Authorization: "Bearer ${env:REMOTE_KEY}" }
      """;

  @TempDir private Path folder = Path.of("");

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "PARLEY_STORE", "sqlite:parley.db",
              "TEMPORAL_CONFIG_FILE", "/no/such/file",
              "FILES_TOKEN", "t$1",
              "REMOTE_KEY", "k2"));

  private WorkerSettings read(String yaml) throws IOException {
    var unused = Files.writeString(folder.resolve("parley.yml"), yaml);
    return WorkerSettings.builder().environment(environment).folder(folder).build();
  }

  private void refused(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(WorkerException.Invalid.class)
        .hasMessageContaining(message);
  }

  @Test
  void serversAreReadWithTheirVariablesFilled() throws IOException {
    List<McpServer> servers = read(BOTH).toolSources().mcp();

    assertThat(servers).extracting(McpServer::name).containsExactly("files", "remote");
    assertThat(servers.getFirst().timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(servers.getFirst().reach())
        .isInstanceOfSatisfying(
            McpServer.Command.class,
            files -> {
              assertThat(files.command())
                  .containsExactly("npx", "-y", "files-server", "/data/${not a hole}");
              assertThat(files.environment()).containsEntry("TOKEN", "t$1");
              assertThat(files.folder()).contains(Path.of("/data"));
            });
    assertThat(servers.getLast().reach())
        .isInstanceOfSatisfying(
            McpServer.Remote.class,
            remote -> assertThat(remote.headers()).containsEntry("Authorization", "Bearer k2"));
  }

  @Test
  void theirSourcesAreThereAndNothingIsStartedYet() throws IOException {
    assertThat(read(BOTH).toolSources().open())
        .extracting(ToolSource::name)
        .containsExactly("files", "remote");
  }

  @Test
  void settingsShowNoSecret() throws IOException {
    assertThat(read(BOTH).toString()).doesNotContain("t$1", "k2");
  }

  @Test
  void aVariableThatIsNotListedIsNotResolved() {
    refused(
        BOTH.replace("FILES_TOKEN, ", ""),
        "parley.yml:4: parley.mcp.files.env.TOKEN: FILES_TOKEN may not be named here; list it in"
            + " parley.keys.variables");
  }

  @Test
  void theLocalWorkerOfOnePersonResolvesEverything() throws IOException {
    environment.put("PARLEY_PROFILE", "local");

    assertThat(
            read(BOTH.replace("keys: { variables: [FILES_TOKEN, REMOTE_KEY] }", ""))
                .toolSources()
                .mcp())
        .hasSize(2);
  }

  @Test
  void aVariableThatIsNotSetIsNamedWithItsPlace() {
    environment.remove("REMOTE_KEY");

    refused(BOTH, "parley.mcp.remote.headers.Authorization: REMOTE_KEY is not set");
  }

  @Test
  void activitiesAreCalledOnListedQueuesOnlyAndNeverOnParleysOwn() throws IOException {
    assertThat(read("parley: { profile: production }\n").mayCall("python-tools")).isFalse();

    String listed = "parley: { activities: { queues: [python-tools, parley] } }\n";
    assertThat(read(listed).mayCall("python-tools")).isTrue();
    assertThat(read(listed).mayCall("other")).isFalse();
    assertThat(read(listed).mayCall("parley")).isFalse();

    environment.put("PARLEY_PROFILE", "local");
    assertThat(read("parley: {}\n").mayCall("other")).isTrue();
    assertThat(read("parley: {}\n").mayCall("parley")).isFalse();
  }

  @Test
  void mistakesNameFileLineAndKey() {
    refused(
        "parley:\n  mcp:\n    files: { comand: [npx] }\n",
        "parley.yml:3: parley.mcp.files.comand: unknown key; did you mean \"command\"?");
    refused(
        "parley:\n  mcp:\n    files: { timeout: 3s }\n",
        "parley.yml:3: parley.mcp.files: must have either command or url");
    refused(
        "parley:\n  mcp:\n    files: { url: 'https://x.example', env: { A: b } }\n",
        "parley.mcp.files.env: is for a server with a command");
    refused(
        "parley:\n  mcp:\n    files: { url: 'ftp://x.example' }\n",
        "parley.mcp.files.url: \"ftp://x.example\" is no http or https address");
  }
}
