package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.parley.activities.tools.Effect;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.ToolEffect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents that hand the floor to each other, and to a person: AutoGen's travel refund. */
class SwarmTest {

  /** Refunds flights. */
  public static final class Flights {
    /** Refunds one. */
    @Tool("Refunds a flight.")
    @Effect(ToolEffect.IDEMPOTENT)
    public String refund_flight(@P("the number") String flight) {
      return "Flight " + flight + " refunded";
    }
  }

  @RegisterExtension
  static final ParleyExtension PARLEY =
      ParleyExtension.create().continueAsNewAfter(2).tools(new Flights());

  private static String travel(String ends) {
    return """
        name: travel
        models:
          travel:
            provider: scripted
            model: travel
            replies:
              - { handoff: flights_refunder }
              - "You are refunded. TERMINATE"
          refunder:
            provider: scripted
            model: refunder
            replies:
              - { say: "Which flight?", handoff: user }
              - { when: "507811", calls: [{ tool: refund_flight, arguments: { flight: "507811" } }], handoff: travel_agent }
        agents:
          travel_agent: { type: AssistantAgent, model: travel, handoffs: [flights_refunder, user] }
          flights_refunder:
            type: AssistantAgent
            model: refunder
            tools: [refund_flight]
            handoffs: [travel_agent, { to: user, description: Ask the customer. }]
        team:
          type: Swarm
          participants: [travel_agent, flights_refunder]
          termination: %s
        """
        .formatted(ends);
  }

  private static final List<String> WHOLE =
      List.of(
          "user: I need to refund my flight.",
          "travel_agent: Transferred to flights_refunder, adopting the role of flights_refunder"
              + " immediately.",
          "flights_refunder: Which flight?",
          "parley: dana is asked to take over",
          "dana: 507811",
          "flights_refunder: ",
          "flights_refunder: Flight 507811 refunded",
          "flights_refunder: Transferred to travel_agent, adopting the role of travel_agent"
              + " immediately.",
          "travel_agent: You are refunded. TERMINATE");

  @Test
  void aPersonIsAskedAndTheFloorGoesBack(Stage stage) {
    var stub =
        stage.start(
            "refund",
            Yaml.team(travel("{ textMention: TERMINATE }")),
            "I need to refund my flight.");
    await().until(() -> stage.lines("refund").size() == 4);
    stage.say(stub, "refund", "m1", "dana", "507811");

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(stage.lines("refund")).containsExactlyElementsOf(WHOLE);
    List<Entry> entries = stage.entries("refund");
    assertThat(entries.get(2).kind()).isEqualTo(Kind.HANDOFF);
    assertThat(entries.get(2).head().to()).isEqualTo("user");
    assertThat(entries.get(6).words().detail())
        .isInstanceOfSatisfying(
            Entry.Results.class,
            results ->
                assertThat(results.results().getFirst().text())
                    .isEqualTo("Flight 507811 refunded"));
  }

  @Test
  void aHandoffToTheUserEndsItWhereTheFileSaysSo(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(travel("{ any: [handoff: user, textMention: TERMINATE] }")),
            "I need to refund my flight.");

    assertThat(played.end().reason()).isEqualTo("handoff");
    assertThat(played.lines()).containsExactlyElementsOf(WHOLE.subList(0, 3));
  }

  @Test
  void ofSeveralHandoffsInOneAnswerTheFirstCounts(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(
                """
                name: several
                models:
                  a:
                    provider: scripted
                    model: a
                    replies:
                      - calls: [{ tool: transfer_to_c }, { tool: transfer_to_b }]
                  c: { provider: scripted, model: c, replies: [Done] }
                agents:
                  a: { type: AssistantAgent, model: a, handoffs: [b, c] }
                  b: { type: AssistantAgent, model: c }
                  c: { type: AssistantAgent, model: c }
                team: { type: Swarm, participants: [a, b, c], maxTurns: 2 }
                """),
            "Go");

    assertThat(played.entries().stream().map(Entry::author)).containsExactly("user", "a", "c");
  }
}
