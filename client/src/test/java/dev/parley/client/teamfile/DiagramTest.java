package dev.parley.client.teamfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Team;
import org.junit.jupiter.api.Test;

class DiagramTest {

  @Test
  void theCodingTeamIsARing() {
    assertThat(Diagram.mermaid(TeamFile.read(TestFiles.path("examples/coding.yaml")).orThrow()))
        .isEqualTo(
            """
            flowchart LR
              task(["user: the task"])
              subgraph team ["coding<br/>RoundRobinGroupChat"]
                a0["coder<br/>AssistantAgent<br/>openai:gpt-4o"]
                a1["runner<br/>CodeExecutorAgent<br/>runs code"]
              end
              task --> a0
              a0 --> a1
              a1 --> a0
              stop(["ends: “TERMINATE” is said or 30 messages"])
              team -.-> stop
            """);
  }

  @Test
  void twoAgentsSpeakToEachOther() {
    assertThat(Diagram.mermaid(TeamFile.read(TestFiles.path("examples/a0-stock.yaml")).orThrow()))
        .contains("a0 <--> a1")
        .contains(
            "asks a person: TERMINATE · runs code with network · fixed reply<br/>until only"
                + " “TERMINATE” is said or 10 replies in a row\"]")
        .contains("ends: 20 round trips");
  }

  @Test
  void noTextOfTheTeamLeavesItsLabel() {
    Blueprint blueprint =
        Team.roundRobin("t")
            .agent(Agent.assistant("a").model("o:\"] --> x; click a href <b>`\n\u001b[2J\u202e"))
            .until(Condition.textMention("\"])\nend %% #quot; | (x)"))
            .blueprint();

    String drawn = Diagram.mermaid(blueprint);

    assertThat(drawn.lines()).hasSize(9);
    assertThat(drawn)
        .contains(
            "a0[\"a<br/>AssistantAgent<br/>o:#34;#93; --#62; x#59; click a href #60;b#62;#96; ?#91;2J?\"]")
        .contains("#35;quot#59; #124; #40;x#41;")
        .doesNotContain("\u001b");
  }
}
