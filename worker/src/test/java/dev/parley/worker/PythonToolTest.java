package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.activities.foreign.ActivityTool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import dev.parley.client.ToolHistories;
import dev.parley.transcript.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tool that is an activity of a Python worker, over the official SDK and a real server. */
@Timeout(120)
class PythonToolTest {

  private static final Path SCRIPT = Path.of("..", "examples", "python", "score_worker.py");
  private static final String QUERY = "WorkflowType = 'ToolCall'";

  @TempDir private static Path folder;
  private static House house;
  private static Process python;
  private static ActivityTool tool;
  private static RunningWorker worker;

  @BeforeAll
  static void open() throws IOException {
    Path program = program();
    house = House.in(folder);
    ProcessBuilder builder = new ProcessBuilder(program.toString(), SCRIPT.toString());
    builder.environment().put("TEMPORAL_ADDRESS", house.temporal().address());
    File log = folder.resolve("python.log").toFile();
    python = builder.redirectErrorStream(true).redirectOutput(log).start();
    tool =
        new ActivityTool(
            "score",
            new ActivityTool.Definition(
                "score_customer",
                "python-tools",
                ToolEffect.ONCE,
                "Scores a customer.",
                "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}",
                Duration.ofSeconds(60)),
            house.temporal().client(),
            "parley");
    worker = ParleyWorker.connect(house.settings().build()).tools(tool).start();
  }

  /**
   * Where Python's SDK is missing, the test is skipped with a loud line, or fails if {@code
   * PARLEY_REQUIRE} names {@code mcp}: they come together.
   */
  private static Path program() {
    Path program = Path.of(System.getenv().getOrDefault("PARLEY_TEST_PYTHON", "none"));
    if (Files.isExecutable(program)) {
      return program;
    }
    String message =
        "PARLEY_TEST_PYTHON names no Python. Run: export PARLEY_TEST_PYTHON=$(.ci/get-python)";
    String required = System.getenv().getOrDefault("PARLEY_REQUIRE", "");
    if (List.of(required.split(",", -1)).contains("mcp")) {
      throw new IllegalStateException(message);
    }
    System.err.println("SKIPPED: tests with a Python worker: " + message);
    return Assumptions.abort(message);
  }

  @AfterAll
  static void close() {
    if (worker != null) {
      worker.close();
    }
    if (python != null) {
      var unused = python.destroyForcibly().onExit().join();
    }
    if (house != null) {
      house.close();
    }
  }

  @Test
  void anAgentCallsItAndOnlyItsSmallWorkflowHoldsTheWords() {
    var wanted = new ScriptedReply.Call("score", "{\"id\":17}");
    house.publish(
        Team.roundRobin("scoring")
            .model(
                "main",
                ModelSpec.scripted(
                    "main", List.of(ScriptedReply.calling(wanted), ScriptedReply.say("TERMINATE"))))
            .agent(Agent.assistant("clerk").model("main").system("You score.").tools("score"))
            .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(10)))
            .blueprint());

    var unused = House.result(house.start("scored", "scoring", "Go."));

    Entry results =
        house.entries("scored").stream()
            .filter(entry -> entry.kind() == Kind.TOOL_RESULTS)
            .findFirst()
            .orElseThrow();
    assertThat(results.text())
        .contains("\"customer\":17", "\"score\":7", "\"key\":\"scored/main/turn/");
    assertThat(history("scored")).contains("score").doesNotContain("customer");
    String call = Json.read(results.text(), JsonNode.class).path("key").asText();
    assertThat(history(call)).contains("customer");
    await().untilAsserted(() -> assertThat(calls()).contains("scored/"));

    ToolHistories.forget(house.temporal().stubs(), "default", "scored");

    // The server deletes when it comes to it, the row of its list later than the words.
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> assertThatThrownBy(() -> history(call)).hasStackTraceContaining("NOT_FOUND"));
  }

  private static String history(String id) {
    return house.temporal().client().fetchHistory(id).getHistory().toString();
  }

  private static String calls() {
    return house
        .temporal()
        .client()
        .listExecutions(QUERY)
        .map(call -> call.getExecution().getWorkflowId())
        .toList()
        .toString();
  }

  @Test
  void whatPythonRaisesIsTheError() {
    assertThatThrownBy(
            () -> tool.call("{\"id\":-1}", new ToolContext("x", "x/main/raised", "clerk")))
        .hasMessage("there is no customer -1");
  }
}
