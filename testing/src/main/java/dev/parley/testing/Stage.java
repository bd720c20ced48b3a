package dev.parley.testing;

import dev.parley.activities.AllEffects;
import dev.parley.activities.Deciders;
import dev.parley.activities.EffectSettings;
import dev.parley.activities.Functions;
import dev.parley.activities.code.SandboxSettings;
import dev.parley.activities.code.Sandboxes;
import dev.parley.activities.models.ModelKeys;
import dev.parley.activities.models.Models;
import dev.parley.activities.models.Prices;
import dev.parley.activities.tools.Tools;
import dev.parley.activities.tools.Toolset;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import dev.parley.workflows.ConversationInput;
import dev.parley.workflows.ConversationRun;
import dev.parley.workflows.ConversationWorkflow;
import dev.parley.workflows.Outcome;
import dev.parley.workflows.Payloads;
import dev.parley.workflows.ToolCallRun;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Conversations with everything real but the Temporal server, which is the in-memory one that skips
 * time: the store is SQLite, models are scripted, code runs as plain processes.
 */
public final class Stage implements AutoCloseable {

  private static final String QUEUE = "stage";

  private final Path folder;
  private final Transcript transcript;
  private final TestWorkflowEnvironment temporal;
  private final Sandboxes sandboxes;
  private final Models models;
  private int played;

  Stage(Path folder, EffectSettings settings, Functions functions, Tools tools, Deciders deciders) {
    this.folder = folder;
    transcript = new Transcripts("sqlite:" + folder.resolve("stage.db"), null, null).open();
    sandboxes = new Sandboxes(SandboxSettings.DEFAULT.local(), "stage");
    models = Models.standard(new ModelKeys(Map.of(), List.of(), name -> false), Prices.builtIn());
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build());
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(ConversationRun.class, ToolCallRun.class);
    AllEffects effects =
        AllEffects.of(
            transcript,
            models,
            sandboxes,
            functions,
            Toolset.of(tools),
            deciders,
            settings,
            owner -> true);
    worker.registerActivitiesImplementations(
        effects.store(),
        effects.models(),
        effects.code(),
        effects.tools(),
        effects.beginnings(true, true));
    temporal.start();
  }

  /** Plays a conversation to its end. */
  public Played play(Blueprint blueprint, String task) {
    played++;
    String id = blueprint.name() + "-" + played;
    Outcome outcome = outcome(start(id, blueprint, task));
    return new Played(id, outcome, standing(id), entries(id));
  }

  /** The store. */
  public Transcript transcript() {
    return transcript;
  }

  /** The server and its clock. */
  public TestWorkflowEnvironment temporal() {
    return temporal;
  }

  /** Where the store is. */
  Path folder() {
    return folder;
  }

  /** Starts a conversation as a client does. */
  public WorkflowStub start(String id, Blueprint blueprint, String task) {
    String digest = transcript.blueprints().put(blueprint);
    transcript
        .conversations()
        .create(new NewConversation(id, blueprint.name(), digest, "dana", task));
    return run(id, digest);
  }

  /** Starts a run of a conversation that is in the store. */
  public WorkflowStub run(String id, String digest) {
    WorkflowStub stub =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                ConversationWorkflow.TYPE,
                WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(QUEUE).build());
    var unused =
        stub.start(ConversationInput.stored(digest, MailStore.TASK, "dana", transcript.storeId()));
    return stub;
  }

  /** Says something as a client does. */
  public void say(WorkflowStub stub, String id, String mail, String by, String text) {
    post(id, mail, by, text);
    stub.signal("say", Map.of("id", mail, "mail", mail, "by", by));
  }

  /** Decides something as a client does. */
  public void decide(
      WorkflowStub stub, String id, String mail, String by, MailStore.Decision decision) {
    transcript
        .mail()
        .post(new MailStore.Mail(id, mail, by, null, "", List.of(), Instant.now(), decision));
    stub.signal("decide", Map.of("id", mail, "mail", mail, "by", by));
  }

  /** Writes words to the store without a signal. */
  public void post(String id, String mail, String by, String text) {
    transcript.mail().post(new MailStore.Mail(id, mail, by, null, text, List.of(), Instant.now()));
  }

  /** Waits for the end. */
  public Outcome outcome(WorkflowStub stub) {
    return stub.getResult(Outcome.class);
  }

  /** What was said. */
  public List<Entry> entries(String id) {
    return transcript.entries().read(id, 0, 10_000);
  }

  /** Author and text of each entry: {@code coder: hello}. */
  public List<String> lines(String id) {
    return entries(id).stream().map(Stage::line).toList();
  }

  private static String line(Entry entry) {
    var event = entry.head().event();
    String text = event == null ? entry.text() : "(" + event.wire() + ")";
    return entry.author() + ": " + text;
  }

  /** How it stands. */
  public Standing standing(String id) {
    return transcript.conversations().standing(id);
  }

  @Override
  public void close() {
    temporal.close();
    sandboxes.close();
    models.close();
    transcript.close();
  }
}
