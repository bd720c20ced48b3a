package dev.parley.chaos;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.client.Parley;
import dev.parley.client.ParleySettings;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.Over;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import dev.parley.workflows.ConversationInput;
import dev.parley.workflows.ConversationWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Everything that conversations need, in one folder: a real Temporal server, a worker process and a
 * SQLite store, with timing as on one machine. Server and worker can be killed and started again.
 */
public final class Lab implements AutoCloseable {

  static final String QUEUE = "parley";
  static final String NAMESPACE = "default";

  /** Who starts conversations here. */
  static final String STARTER = "dana";

  private static final Duration WORKFLOW_TASK = Duration.ofSeconds(3);

  private final Path folder;
  private final Server server;
  private final WorkerProcess worker;
  private final Map<String, String> environment;
  private final List<WorkerProcess> others = new CopyOnWriteArrayList<>();
  private Transcript transcript;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final Map<String, List<String>> runs = new ConcurrentHashMap<>();

  private Lab(
      Path folder, Server server, Transcripts store, Map<String, String> workerEnvironment) {
    this.folder = folder;
    this.server = server;
    this.transcript = store.open();
    this.environment = new WorkerEnvironment(server.address(), store).with(workerEnvironment);
    this.worker = new WorkerProcess(folder, environment);
    this.stubs = Connection.stubs(server.address());
    this.client = Connection.client(stubs);
  }

  /** Starts all parts and waits until they work. */
  public static Lab open(Path temporal, Path folder) {
    return open(temporal, folder, Map.of());
  }

  /** Starts all parts, the worker with further variables. */
  public static Lab open(Path temporal, Path folder, Map<String, String> workerEnvironment) {
    return open(temporal, folder, sqlite(folder), workerEnvironment);
  }

  /** Starts all parts on a store that is there. */
  static Lab open(
      Path temporal, Path folder, Transcripts store, Map<String, String> workerEnvironment) {
    Lab lab = new Lab(folder, Server.start(temporal, folder), store, workerEnvironment);
    try {
      lab.worker.start();
      lab.worker.awaitWorking();
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** The store in a file of the folder. */
  static Transcripts sqlite(Path folder) {
    return new Transcripts("sqlite:" + folder.resolve("parley.db"), null, null);
  }

  // --- Parts

  /** The server. */
  public Server server() {
    return server;
  }

  /** The worker. */
  public WorkerProcess worker() {
    return worker;
  }

  /** The store. */
  public Transcript transcript() {
    return transcript;
  }

  /** Where everything is. */
  public Path folder() {
    return folder;
  }

  /** A client as people have one. */
  Parley client() {
    return Parley.connect(ParleySettings.of(environment));
  }

  WorkflowServiceStubs stubs() {
    return stubs;
  }

  /** Another worker in the place of the present one. */
  void rehire(Map<String, String> more) {
    worker.kill();
    worker.start(more);
    worker.awaitWorking();
  }

  /** A further worker, with further variables, that works beside the first. */
  WorkerProcess hire(Map<String, String> more) throws IOException {
    Path office = Files.createDirectories(folder.resolve("worker-" + (others.size() + 2)));
    WorkerProcess other = new WorkerProcess(office, environment);
    others.add(other);
    other.start(more);
    other.awaitWorking();
    return other;
  }

  /** Where the store's file is. */
  Path store() {
    return folder.resolve("parley.db");
  }

  /** Puts another file in the place of the store's; all that have it open must be closed. */
  void replaceStore(Path file) throws IOException {
    worker.kill();
    transcript.close();
    for (String end : List.of("-wal", "-shm")) {
      Files.deleteIfExists(folder.resolve("parley.db" + end));
    }
    Files.copy(file, store(), StandardCopyOption.REPLACE_EXISTING);
    transcript = sqlite(folder).open();
    worker.start();
    worker.awaitWorking();
  }

  // --- Conversations

  /** Starts a conversation as a client does. */
  public void start(String id, Blueprint blueprint, String task) {
    create(id, blueprint, task);
    run(id);
  }

  /** A conversation in the store that no run works on yet. */
  void create(String id, Blueprint blueprint, String task) {
    String digest = transcript.blueprints().put(blueprint);
    var unused =
        transcript
            .conversations()
            .create(new NewConversation(id, blueprint.name(), digest, STARTER, task));
  }

  /** Starts a run of a conversation that is in the store. */
  void run(String id) {
    run(
        id,
        ConversationInput.stored(
            standing(id).blueprint(), MailStore.TASK, STARTER, transcript.storeId()));
  }

  /** Starts a run with any input. */
  void run(String id, Object input) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            ConversationWorkflow.TYPE,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(QUEUE)
                .setWorkflowTaskTimeout(WORKFLOW_TASK)
                .build());
    String run = stub.start(input).getRunId();
    runs.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>()).add(run);
  }

  /** Says something as a client does: by mail, and in a run of its own if the last one is over. */
  void say(String id, String mail, String text) {
    post(id, mail, text);
    signal(id, "say", Map.of("id", mail, "mail", mail, "by", STARTER));
  }

  /** Says something to a finished conversation as a client does. */
  void sayAgain(String id, String mail, String text) {
    post(id, mail, text);
    var last = stub(id).describe();
    transcript
        .conversations()
        .expectRun(id, new Over(last.getExecution().getRunId(), last.getExecution().getRunId()));
    run(id);
  }

  private void post(String id, String mail, String text) {
    transcript
        .mail()
        .post(new MailStore.Mail(id, mail, STARTER, null, text, List.of(), Instant.now()));
  }

  void signal(String id, String name, Object body) {
    stub(id).signal(name, body);
  }

  WorkflowStub stub(String id) {
    return client.newUntypedWorkflowStub(id);
  }

  /** The histories of all runs of a conversation, in their order. */
  List<RunHistory> histories(String id) {
    return Objects.requireNonNull(runs.get(id), id).stream()
        .flatMap(run -> RunHistory.chain(stubs, id, run).stream())
        .toList();
  }

  // --- How they stand

  Standing standing(String id) {
    return transcript.conversations().standing(id);
  }

  Entry entry(String id, int seq) {
    return transcript.entries().read(id, seq, 1).getFirst();
  }

  List<Entry> entries(String id) {
    return transcript.entries().read(id, 0, 10_000);
  }

  /** Author and text of each entry: {@code coder: hello}. */
  List<String> lines(String id) {
    return entries(id).stream().map(Lab::line).toList();
  }

  static String line(Entry entry) {
    var event = entry.head().event();
    return entry.author() + ": " + (event == null ? entry.text() : "(" + event.wire() + ")");
  }

  /** Waits until the round is over. */
  void awaitEnd(String id, Duration atMost) {
    Waiting.until(id + " ends", atMost, () -> ended(id));
  }

  boolean ended(String id) {
    State state = standing(id).state();
    return state == State.FINISHED || state == State.FAILED;
  }

  /** Waits until no run is open any more: the store knows of the end a moment earlier. */
  void awaitClosed(String id) {
    Waiting.until(id + " is closed", Duration.ofSeconds(20), () -> !open(id));
  }

  private boolean open(String id) {
    return stub(id).describe().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  void awaitState(String id, State state) {
    Waiting.until(
        "%s is %s".formatted(id, state),
        Duration.ofSeconds(20),
        () -> standing(id).state() == state);
  }

  void awaitEntries(String id, int count) {
    Waiting.until(
        "%s has %d entries".formatted(id, count),
        Duration.ofSeconds(20),
        () -> transcript.entries().head(id).seq() + 1 >= count);
  }

  /** Waits until the first attempt of an effect has begun. */
  void awaitBegun(String id, String intent) {
    Waiting.until(
        "%s of %s begins".formatted(intent, id),
        Duration.ofSeconds(20),
        () -> transcript.entries().attempts(id, "main", intent) > 0);
  }

  @Override
  public void close() {
    worker.close();
    others.forEach(WorkerProcess::close);
    stubs.shutdownNow();
    server.close();
    transcript.close();
  }
}
