package dev.parley.benchmarks;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Context;
import dev.parley.agents.Human;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Policy;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.transcript.Transcript;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Temporal server, a store, a model endpoint, and worker processes: everything of a run. */
final class Site implements AutoCloseable {

  /** Conversations of which only the last ten messages are sent to the model. */
  private static final Context BOUNDED = new Context.Buffered(10);

  private final Path folder;
  private final TemporalServer temporal;
  private final Endpoint endpoint = Endpoint.start();
  private final Store store;
  private final Transcript transcript;
  private final Agent.Lane lane;

  private Site(Path folder, TemporalServer temporal, Store store, Agent.Lane lane) {
    this.folder = folder;
    this.temporal = temporal;
    this.store = store;
    this.lane = lane;
    this.transcript = store.open();
  }

  /** A site whose files are in a folder; it closes the store with itself. */
  static Site in(Path folder, Store store, Agent.Lane lane) throws InterruptedException {
    return new Site(folder, TemporalServer.start(folder), store, lane);
  }

  TemporalServer temporal() {
    return temporal;
  }

  Store store() {
    return store;
  }

  Transcript transcript() {
    return transcript;
  }

  /** What a client must be told about both. */
  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(temporal.environment());
    all.putAll(store.environment());
    all.put("PARLEY_PROFILE", "local");
    return all;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  // --- Workers

  /** Parley's worker with its local profile. */
  Worker parley(Map<String, String> settings) throws InterruptedException {
    int port = TemporalServer.freePort();
    Child child =
        Child.java(
            ParleyWorkerProcess.class, environment(port, settings), folder.resolve("worker.log"));
    return new Worker(child, child.until("Parley's worker is ready", () -> isReady(port)));
  }

  /** Parley's worker as the launcher starts it. */
  Worker launched(Path launcher) throws InterruptedException {
    int port = TemporalServer.freePort();
    Map<String, String> all = environment(port, Map.of());
    all.put("PARLEY_HOME", folder.resolve("home").toString());
    Child child =
        Child.start(List.of(launcher.toString(), "worker"), all, folder.resolve("launched.log"));
    return new Worker(child, child.until("./parley worker is ready", () -> isReady(port)));
  }

  private Map<String, String> environment(int port, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(temporal.environment());
    all.putAll(store.environment());
    all.put("PARLEY_PROFILE", "local");
    all.put("PARLEY_HEALTH_PORT", Integer.toString(port));
    for (String of : List.of("CONVERSATION", "STARTER", "DAY")) {
      all.put("PARLEY_CEILINGS_" + of + "_CALLS", "none");
    }
    all.putAll(settings);
    return all;
  }

  /** The floor's worker. */
  Worker bare() throws InterruptedException {
    Map<String, String> all = new HashMap<>(temporal.environment());
    all.put(BareWorker.FILE, folder.resolve("bare.kept").toString());
    Child child = Child.java(BareWorker.class, all, folder.resolve("bare.log"));
    return new Worker(child, Duration.ZERO);
  }

  private static boolean isReady(int port) {
    try {
      URI page = URI.create("http://127.0.0.1:%d/health/readiness".formatted(port));
      HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      boolean ready = connection.getResponseCode() == 200;
      connection.disconnect();
      return ready;
    } catch (IOException notYet) {
      return false;
    }
  }

  // --- Teams

  /** Publishes a team of two assistants that take turns; returns the name. */
  String twoAssistants(String name, int turns) {
    return publish(assistants(name, turns, model("instant")).withLane(lane));
  }

  /** Publishes a team that gives one reply, word by word; returns the name. */
  String speaking(String name, SpokenReply reply) {
    endpoint.speak(reply);
    return publish(assistants(name, 1, model(Endpoint.SPOKEN)).withLane(lane));
  }

  private ModelSpec model(String name) {
    return new ModelSpec(
        "openai",
        name,
        null,
        null,
        null,
        endpoint.baseUrl(),
        Map.of(),
        null,
        null,
        null,
        List.of());
  }

  /** The same with a scripted model: no HTTP. */
  String scripted(String name, int turns) {
    ScriptedReply reply =
        new ScriptedReply(null, null, 0, "The amounts of the north.", null, null, null, null);
    return publish(
        assistants(name, turns, ModelSpec.scripted("main", List.of(reply))).withLane(lane));
  }

  private static Blueprint assistants(String name, int turns, ModelSpec model) {
    return Team.roundRobin(name)
        .model(Team.DEFAULT_MODEL, model)
        .agent(Agent.assistant("analyst").system("You look at figures.").context(BOUNDED))
        .agent(Agent.assistant("critic").system("You doubt figures.").context(BOUNDED))
        .maxTurns(turns)
        .budget(Budget.NONE.repeats(0))
        .blueprint();
  }

  /**
   * Publishes a team of one assistant whose model takes so long for each reply; returns the name.
   */
  String slow(String name, int turns, Duration delay, Agent.Lane called) {
    ScriptedReply reply =
        new ScriptedReply(null, null, 0, "The amounts of the north.", null, delay, null, null);
    return publish(
        assistants(name, turns, ModelSpec.scripted("main", List.of(reply))).withLane(called));
  }

  /**
   * Publishes a team that asks a person before it runs code, and ends when it has been told;
   * returns the name.
   */
  String asking(String name) {
    ScriptedReply reply =
        new ScriptedReply(null, null, 0, "```python\nprint(6 * 7)\n```", null, null, null, null);
    return publish(
        Team.roundRobin(name)
            .model(Team.DEFAULT_MODEL, ModelSpec.scripted("main", List.of(reply)))
            .agent(Agent.assistant("coder"))
            .agent(Agent.codeExecutor("runner").approveCode("careful"))
            .policy("careful", Policy.DEFAULT)
            .maxTurns(2)
            .blueprint()
            .withLane(lane));
  }

  /** Publishes a team that asks a person at once; returns the name. */
  String waiting(String name) {
    return publish(
        Team.roundRobin(name)
            .agent(Agent.userProxy("dana", Human.ALWAYS))
            .maxTurns(5)
            .blueprint()
            .withLane(lane));
  }

  private String publish(Blueprint blueprint) {
    String digest = transcript.blueprints().put(blueprint);
    transcript.blueprints().publish(digest, "benchmark");
    return blueprint.name();
  }

  /** A worker process, and how long it took to be ready. */
  record Worker(Child child, Duration start) implements AutoCloseable {

    ProcessUse use() {
      return child.use();
    }

    @Override
    public void close() {
      child.close();
    }
  }

  /** Closes what is there, whatever the others do. */
  @Override
  public void close() {
    @Nullable RuntimeException first = null;
    for (Runnable part :
        List.<Runnable>of(transcript::close, endpoint::close, temporal::close, store::close)) {
      try {
        part.run();
      } catch (RuntimeException e) {
        first = e;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
