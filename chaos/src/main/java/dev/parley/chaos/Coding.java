package dev.parley.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.EndpointRequest;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Executor;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Team;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A coding conversation whose course is known: each reply depends on nothing but the number of the
 * coder's messages in the request, and each code run on the file that the ones before it left.
 *
 * @param turns how often the model is asked
 * @param delay how long each reply takes
 */
record Coding(int turns, Duration delay) {

  /** The conversation of the chaos runs. */
  static final Coding TWELVE = new Coding(12, Duration.ofMillis(60));

  /** A model at an OpenAI-compatible endpoint. */
  static ModelSpec model(ModelEndpoint endpoint) {
    return model(endpoint, "chaos");
  }

  /** The same under another name, which its requests bear. */
  static ModelSpec model(ModelEndpoint endpoint, String name) {
    return new ModelSpec(
        "openai",
        name,
        null,
        null,
        Duration.ofSeconds(20),
        endpoint.baseUrl(),
        Map.of(),
        null,
        null,
        null,
        java.util.List.of());
  }

  /** A coder and a runner that take turns until the coder says it is done. */
  static Blueprint team(ModelSpec model) {
    return team(model, 100);
  }

  /** The same with a limit of messages, those of people counted. */
  static Blueprint team(ModelSpec model, int messages) {
    return Team.roundRobin("coding")
        .model("main", model)
        .agent(Agent.assistant("coder").system("You write shell programs."))
        .agent(Agent.codeExecutor("runner").executor(Executor.DEFAULT.in(Executor.Type.LOCAL)))
        .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(messages)))
        .blueprint();
  }

  /** An endpoint that plays the coder. */
  ModelEndpoint endpoint() {
    return ModelEndpoint.start(request -> answer(own(request)));
  }

  /** How many messages of the coder a request holds. */
  static int own(EndpointRequest request) {
    Iterable<JsonNode> messages = request.json().path("messages");
    return (int)
        StreamSupport.stream(messages.spliterator(), false)
            .filter(message -> message.path("role").asText().equals("assistant"))
            .count();
  }

  /** The answer to a request with so many messages of the coder. */
  EndpointAnswer answer(int before) {
    return EndpointAnswer.text(reply(before)).after(delay);
  }

  /** What the coder says after so many messages. */
  String reply(int before) {
    return before >= turns - 1
        ? "All " + (turns - 1) + " squares are summed up. TERMINATE"
        : """
          Step %d: I add the next square.
          ```sh
          echo %d >> squares.txt
          awk '{ sum += $1 } END { print NR, sum }' squares.txt
          ```
          """
            .formatted(before + 1, (before + 1) * (before + 1));
  }
}
