package dev.parley.cli.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import dev.parley.client.ParleySettings;
import dev.parley.client.StartOptions;
import dev.parley.worker.WorkerApplication;
import dev.parley.worker.WorkerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A worker and a conversation in this process, with a {@link RehearsalServer} and a model endpoint
 * that always says the same. It is over when the conversation is.
 */
final class Rehearsal {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int TURNS = 4;

  private static final byte[] ANSWER =
      """
      {"id":"1","object":"chat.completion","created":1,"model":"rehearsal","choices":[{"index":0,\
      "finish_reason":"stop","message":{"role":"assistant","content":"Line 1."}}],\
      "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private Rehearsal() {}

  /**
   * Plays it.
   *
   * @param environment a worker's, with a store of its own; its Temporal server is not asked
   * @return whether the conversation came to its end in time
   * @throws IOException if no port is free
   */
  static boolean play(Map<String, String> environment) throws IOException {
    HttpServer endpoint = endpoint();
    try (RehearsalServer server = new RehearsalServer()) {
      Map<String, String> all = new HashMap<>(environment);
      all.put("TEMPORAL_ADDRESS", server.address());
      WorkerSettings settings = WorkerSettings.builder().environment(all).build();
      try (WorkerApplication application = WorkerApplication.start(settings, List.of());
          Parley parley = Parley.connect(ParleySettings.of(all))) {
        Blueprint team = team(endpoint.getAddress().getPort());
        return ended(parley.start(team, "Begin.", StartOptions.defaults()))
            && application.worker().isWorking();
      }
    } finally {
      endpoint.stop(0);
    }
  }

  private static boolean ended(Conversation conversation) {
    Waiting waiting = Waiting.atMost(PATIENCE);
    while (conversation.standing().end() == null) {
      if (!waiting.again(LOOK)) {
        return false;
      }
    }
    return true;
  }

  private static HttpServer endpoint() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Rehearsal::answer);
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, ANSWER.length);
      exchange.getResponseBody().write(ANSWER);
    }
  }

  private static Blueprint team(int port) {
    ModelSpec called =
        new ModelSpec(
            "openai",
            "rehearsal",
            null,
            null,
            null,
            "http://127.0.0.1:%d/v1".formatted(port),
            Map.of(),
            null,
            null,
            null,
            List.of());
    List<ScriptedReply> lines = List.of(ScriptedReply.say("Line 2."), ScriptedReply.say("Line 4."));
    return Team.roundRobin("rehearsal")
        .model("called", called)
        .model("scripted", ModelSpec.scripted("scripted", lines))
        .agent(Agent.assistant("first").model("called").system("Say a line."))
        .agent(Agent.assistant("second").model("scripted"))
        .maxTurns(TURNS)
        .blueprint();
  }
}
