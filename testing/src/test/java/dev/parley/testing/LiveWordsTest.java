package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.Human;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Summary;
import dev.parley.agents.Team;
import dev.parley.transcript.LiveStore.LiveReader;
import dev.parley.transcript.LiveText;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which words of models are heard while they come. */
class LiveWordsTest {

  @RegisterExtension static final ParleyExtension PARLEY = ParleyExtension.create();

  private static final Duration LOOK = Duration.ofMillis(100);

  private static ScriptedReply said(String text) {
    return new ScriptedReply(null, null, 1, text, null, Duration.ofSeconds(2), null, null);
  }

  @Test
  void repliesAreHeardAndSummariesAreNot(Stage stage) {
    ModelSpec model =
        ModelSpec.scripted(
            "main",
            List.of(
                said("Blue is what I would choose here. TERMINATE"),
                said("The colour that they have chosen is blue.")));
    WorkflowStub stub =
        stage.start(
            "live",
            Team.twoAgents("live")
                .model("main", model)
                .agent(
                    Agent.userProxy("boss", Human.NEVER)
                        .termination(Condition.textMention("TERMINATE")))
                .agent(Agent.assistant("helper"))
                .summary(new Summary.Reflection("Sum up."))
                .blueprint(),
            "Which colour?");

    List<LiveText> heard = new ArrayList<>();
    try (LiveReader ear = stage.transcript().live().listen("live")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                heard.addAll(ear.news(LOOK));
                return stage.standing("live").end() != null;
              });
    }

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(stage.lines("live").getLast()).endsWith("chosen is blue.");
    assertThat(heard).isNotEmpty().allMatch(text -> text.seq() == 1 && text.attempt() == 1);
    assertThat(heard).extracting(LiveText::agent).containsOnly("helper");
    assertThat("Blue is what I would choose here. TERMINATE")
        .startsWith(heard.stream().map(LiveText::more).reduce("", String::concat));
  }
}
