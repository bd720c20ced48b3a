package dev.parley.worker;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Executor;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import dev.parley.workflows.ConversationWorkflow;
import dev.parley.workflows.Outcome;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Temporal server and a SQLite store for the tests of one class. */
final class House implements AutoCloseable {

  private final Path folder;
  private final TemporalTestServer temporal;
  private final Transcript transcript;

  private House(Path folder, TemporalTestServer temporal) {
    this.folder = folder;
    this.temporal = temporal;
    this.transcript = new Transcripts(store(), null, null).open();
  }

  static House in(Path folder) {
    return new House(folder, TemporalTestServer.start(folder));
  }

  static House withoutAttributes(Path folder) {
    return new House(folder, TemporalTestServer.bare(folder));
  }

  String store() {
    return "sqlite:" + folder.resolve("parley.db");
  }

  TemporalTestServer temporal() {
    return temporal;
  }

  Transcript transcript() {
    return transcript;
  }

  Path folder() {
    return folder;
  }

  /** The environment of a worker of this house. */
  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(temporal.environment());
    all.put("PARLEY_STORE", store());
    all.put("PARLEY_PROFILE", "local");
    all.put("PARLEY_SANDBOX_LOCAL", "true");
    return all;
  }

  WorkerSettings.Builder settings() {
    return WorkerSettings.builder().environment(environment()).folder(folder);
  }

  RunningWorker worker() {
    return ParleyWorker.connect(settings().build()).start();
  }

  /** Publishes a team under its name. */
  void publish(Blueprint blueprint) {
    transcript.blueprints().publish(transcript.blueprints().put(blueprint), "test");
  }

  /** Starts a conversation as another program would: by the Temporal server alone. */
  WorkflowStub start(String id, String team, String task) {
    WorkflowStub stub =
        temporal
            .client()
            .newUntypedWorkflowStub(
                ConversationWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue("parley")
                    .setWorkflowTaskTimeout(Duration.ofSeconds(3))
                    .build());
    var unused = stub.start(Map.of("team", team, "task", task));
    return stub;
  }

  static Outcome result(WorkflowStub stub) {
    return stub.getResult(Outcome.class);
  }

  List<Entry> entries(String id) {
    if (transcript.conversations().withPrefix(id).isEmpty()) {
      return List.of();
    }
    return transcript.entries().read(id, 0, 1_000);
  }

  /** Two agents that repair a program, the model scripted. */
  static Blueprint coding(String name, Executor executor, ScriptedReply... replies) {
    return Team.roundRobin(name)
        .model("main", ModelSpec.scripted("main", List.of(replies)))
        .agent(Agent.assistant("coder").model("main").system("You solve tasks with Python."))
        .agent(Agent.codeExecutor("runner").executor(executor))
        .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(30)))
        .blueprint();
  }

  static String python(String code) {
    return "```python\n" + code + "\n```";
  }

  @Override
  public void close() {
    transcript.close();
    temporal.close();
  }
}
