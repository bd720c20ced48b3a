package dev.parley.activities.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.activities.tools.OutcomeUnknown;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.activities.tools.ToolSource;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tools of a server that is a process of the worker's. */
@Timeout(60)
class McpSourceTest {

  private static final ToolContext CONTEXT = new ToolContext("c", "c/main/i", "anna");
  private static final ToolSpec SPEC = Json.read("{}", ToolSpec.class);

  private final Path folder;
  private final McpSource source;

  McpSourceTest(@TempDir Path folder) {
    this.folder = folder;
    this.source = source(HostileServer.command("well", folder));
  }

  private static McpSource source(McpServer.Reach reach) {
    return new McpSource(new McpServer("files", reach, Duration.ofSeconds(20)));
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static Tool tool(McpSource of, String name) {
    return of.tools(SPEC).stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private String call(String tool, String arguments) throws Exception {
    return tool(source, tool).call(arguments, CONTEXT);
  }

  // --- What there is

  @Test
  void allPagesAreReadAndHintsSayWhatAToolDoes() {
    Map<String, ToolEffect> effects =
        source.tools(SPEC).stream().collect(Collectors.toMap(Tool::name, Tool::effect));

    assertThat(effects)
        .containsEntry("echo", ToolEffect.READ)
        .containsEntry("put", ToolEffect.IDEMPOTENT)
        .containsEntry("pay", ToolEffect.ONCE)
        .containsEntry("bare_tool", ToolEffect.ONCE)
        .containsEntry("environment", ToolEffect.ONCE);
  }

  @Test
  void aToolIsDescribedAndItsArgumentsAreCheckedBeforeACall() {
    Tool echo = tool(source, "echo");

    assertThat(echo.description()).isEqualTo("Does echo.");
    assertThat(echo.parameters()).contains("\"text\"").doesNotContain("$schema");
    assertThat(echo.timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(echo.place()).startsWith("mcp.files (").doesNotContain(folder.toString());
    assertThat(echo.problem("{\"text\":7}").orElseThrow()).contains("$.text");
    assertThat(echo.problem("{\"text\":\"a\"}")).isEmpty();
  }

  @Test
  void aListThatChangesIsReadAgain() throws Exception {
    assertThat(source.tools(SPEC)).noneMatch(one -> one.name().equals("grown"));

    assertThat(call("grow", "{}")).isEqualTo("grown");

    assertThat(call("grown", "{\"text\":\"new\"}")).isEqualTo("{\"text\":\"new\"}");
  }

  @Test
  void resourcesAndPromptsAreToolsThatRead() throws Exception {
    assertThat(tool(source, "read_resource").effect()).isEqualTo(ToolEffect.READ);
    assertThat(call("list_resources", "{}")).isEqualTo("mem:a, A");
    assertThat(call("read_resource", "{\"uri\":\"mem:a\"}")).isEqualTo("the text of a");
    assertThat(call("list_prompts", "{}")).isEqualTo("hi(who?)");
    assertThat(call("get_prompt", "{\"name\":\"hi\",\"arguments\":{\"who\":\"Ann\"}}"))
        .isEqualTo("user: Hi, Ann!");
    assertThat(tool(source, "read_resource").problem("{}").orElseThrow()).contains("uri");
  }

  // --- Calls

  @Test
  void anAmountArrivesAsItWasApprovedAndWhatIsNullIsLeftOut() throws Exception {
    assertThat(call("echo", "{\"amount\":240.00,\"text\":null}")).isEqualTo("{\"amount\":240.00}");
  }

  @Test
  void whatIsNoTextIsNamed() throws Exception {
    assertThat(call("show", "{}"))
        .isEqualTo(
            "[image, image/png, about 6 bytes, not shown]\nthe text of a\n[resource mem:b, B]");
  }

  @Test
  void whatTheServerCallsAnErrorIsOne() {
    assertThatThrownBy(() -> call("fail", "{}")).hasMessage("no such thing");
  }

  @Test
  void anInterruptIsToldToTheServer() {
    Tool hang = tool(source, "hang");
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    end.complete(new AssertionError(hang.call("{}", CONTEXT)));
                  } catch (Exception e) {
                    end.complete(e);
                  }
                });
    await().until(() -> said("called").equals("hang"));

    caller.interrupt();

    assertThat(end.join()).isInstanceOf(InterruptedException.class);
    await().untilAsserted(() -> assertThat(said("cancelled")).isNotEmpty());
  }

  private String said(String file) throws java.io.IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }

  @Test
  void anAnswerOfManyMegabytesIsNotReadAndTheNextCallWorks() throws Exception {
    assertThatThrownBy(() -> call("flood", "{}"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("larger than 8 MiB");

    assertThat(call("echo", "{}")).isEqualTo("{}");
  }

  // --- Its life

  @Test
  void aServerThatEndsInACallLeavesItsOutcomeUnknownAndIsStartedAgain() throws Exception {
    long before = pid();

    assertThatThrownBy(() -> call("explode", "{}"))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining("\"files\": it ended while it ran");

    assertThat(call("echo", "{}")).isEqualTo("{}");
    assertThat(pid()).isNotEqualTo(before);
  }

  private long pid() {
    List<Tool> unused = source.tools(SPEC);
    return source.pid().orElseThrow();
  }

  @Test
  void aServerThatEndsAtItsStartIsExplainedToThePersonAndNotToTheLog() {
    try (McpSource broken = source(HostileServer.command("badly", folder))) {
      assertThat(broken.problem().orElseThrow())
          .startsWith("mcp.files: ")
          .contains("it ended at its start", "exit code 3", "cannot read the key file", "by hand");
      assertThatThrownBy(() -> broken.tools(SPEC))
          .isInstanceOf(ToolSource.Unavailable.class)
          .hasMessageContaining("it ended at its start")
          .hasMessageNotContaining("key file");
    }
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    try (McpSource broken =
        source(new McpServer.Command(List.of("no-such-program"), Map.of(), Optional.empty()))) {
      assertThat(broken.problem().orElseThrow())
          .contains("\"no-such-program\" cannot be started", "PATH");
    }
  }

  @Test
  void aServerThatKeepsEndingIsStartedLaterAndLater() {
    Backoff backoff = new Backoff();
    for (int i = 0; i < 20; i++) {
      backoff.ended(Duration.ofSeconds(1));
    }

    assertThat(backoff.remaining()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    backoff.ended(Duration.ofMinutes(1));
    assertThat(backoff.remaining()).isZero();
  }

  @Test
  void aServerGetsNothingOfTheWorkersEnvironmentButWhatIsNamed() throws Exception {
    List<String> names = List.of(call("environment", "{}").split(",", -1));

    assertThat(names).contains("GIVEN", "PATH");
    names.forEach(
        name ->
            assertThat(name.equals("GIVEN") || ServerProcess.INHERITED.contains(name))
                .as(name)
                .isTrue());
  }

  @Test
  void aServerEndsWithItsChildrenWhenTheSourceIsClosed() throws Exception {
    McpSource parent = source(HostileServer.command("with-child", folder));
    List<Tool> unused = parent.tools(SPEC);
    ProcessHandle server = ProcessHandle.of(parent.pid().orElseThrow()).orElseThrow();
    ProcessHandle child = ProcessHandle.of(Long.parseLong(said("child"))).orElseThrow();

    parent.close();

    await().untilAsserted(() -> assertThat(server.isAlive()).isFalse());
    await().untilAsserted(() -> assertThat(child.isAlive()).isFalse());
    assertThatThrownBy(() -> parent.tools(SPEC)).hasMessageContaining("the worker ends");
  }
}
