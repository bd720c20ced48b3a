package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.parley.activities.SentRequests;
import dev.parley.activities.SentRequests.Proof;
import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.EndpointRequest;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.activities.models.ModelKeys;
import dev.parley.activities.models.Models;
import dev.parley.activities.models.Prices;
import dev.parley.activities.models.WrittenRequest;
import dev.parley.activities.tools.Effect;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an endpoint got is what is shown afterwards. */
class SentRequestsTest {

  @RegisterExtension
  static final ParleyExtension PARLEY = ParleyExtension.create().tools(new Orders());

  static final class Orders {
    @Tool("Finds an order")
    @Effect(ToolEffect.READ)
    String find(@P("order") long id) {
      return "order " + id + " is closed";
    }
  }

  private static final String TOOL_CALL =
      """
      {"id":"1","object":"chat.completion","choices":[{"index":0,"finish_reason":"tool_calls",
      "message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
      "function":{"name":"find","arguments":"{\\"id\\":17}"}}]}}],
      "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}
      """;

  private static Models models() {
    return Models.standard(new ModelKeys(Map.of(), List.of(), name -> false), Prices.builtIn());
  }

  private static ModelSpec at(ModelEndpoint endpoint) {
    return new ModelSpec(
        "openai",
        "gpt-4o",
        0.5,
        300,
        null,
        endpoint.baseUrl(),
        Map.of("X-Team", "blue"),
        null,
        null,
        null,
        List.of());
  }

  @Test
  void everyRequestIsMadeAgainByteForByte(Stage stage) {
    try (ModelEndpoint endpoint =
            ModelEndpoint.start(
                request ->
                    request.number() == 1
                        ? EndpointAnswer.of(200, TOOL_CALL)
                        : EndpointAnswer.text(request.number() + " " + "more ".repeat(40)));
        Models models = models()) {
      Blueprint team =
          Team.roundRobin("shop")
              .model("main", at(endpoint))
              .agent(
                  Agent.assistant("anna")
                      .system("You find orders.")
                      .tools("find")
                      .context(new Context.Summarizing(null, 260, 2)))
              .agent(Agent.assistant("ben").context(new Context.HeadAndTail(1, 2)))
              .maxTurns(12)
              .blueprint();

      Played played = stage.play(team, "Where is order 17?");

      SentRequests sent = new SentRequests(stage.transcript(), models);
      List<Entry> asked =
          played.entries().stream().filter(entry -> entry.words().origin() != null).toList();
      assertThat(asked).extracting(Entry::kind).contains(Kind.TOOL_CALLS, Kind.SUMMARY, Kind.TEXT);
      assertThat(asked).hasSameSizeAs(endpoint.requests());
      for (int i = 0; i < asked.size(); i++) {
        EndpointRequest got = endpoint.requests().get(i);
        SentRequests.Request request =
            sent.of(team, played.entries(), asked.get(i).seq()).orElseThrow();
        WrittenRequest written = request.written().orElseThrow();
        assertThat(written.body()).isEqualTo(got.body());
        assertThat(written.url()).endsWith(got.path());
        assertThat(request.proof()).isEqualTo(Proof.SAME);
        assertThat(request.complete()).isTrue();
      }
      assertThat(endpoint.requests().getFirst().body()).contains("Finds an order", "0.5", "300");
    }
  }

  @Test
  void aModelWithoutAnEndpointHasNoneToCompareWith(Stage stage) {
    Blueprint team =
        Team.roundRobin("one")
            .model("main", ModelSpec.scripted("main", List.of(ScriptedReply.say("Hello."))))
            .agent(Agent.assistant("anna").system("You greet."))
            .maxTurns(1)
            .blueprint();
    Played played = stage.play(team, "Hi");

    try (Models models = models()) {
      SentRequests sent = new SentRequests(stage.transcript(), models);
      SentRequests.Request request = sent.of(team, played.entries(), 1).orElseThrow();
      assertThat(request.call().system()).isEqualTo("You greet.");
      assertThat(request.call().lastText()).isEqualTo("Hi");
      assertThat(request.written()).isEmpty();
      assertThat(request.proof()).isEqualTo(Proof.UNKNOWN);
      assertThat(sent.of(team, played.entries(), 0)).isEqualTo(Optional.empty());
    }
  }
}
