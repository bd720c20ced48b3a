package dev.parley.examples;

import static dev.parley.agents.Condition.maxMessages;
import static dev.parley.agents.Condition.textMention;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Executor;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.testing.ParleyExtension;
import dev.parley.testing.Played;
import dev.parley.testing.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The README's team in Java, tested as a user would: no server, no key. */
class TeamsInJavaTest {

  @RegisterExtension static final ParleyExtension PARLEY = ParleyExtension.create();

  @Test
  void aTeamIsTestedWithAScriptedModel(Stage stage) {
    Team coding =
        Team.roundRobin("coding")
            .model(
                "main",
                ModelSpec.scripted(
                    "main",
                    List.of(
                        ScriptedReply.say("```python\nprint(6 * 7)\n```"),
                        ScriptedReply.when("42", "It is 42. TERMINATE"))))
            .agent(Agent.assistant("coder").system("You solve tasks with Python."))
            .agent(Agent.codeExecutor("runner").executor(Executor.DEFAULT.in(Executor.Type.LOCAL)))
            .until(textMention("TERMINATE").or(maxMessages(30)));

    Played played = stage.play(coding.blueprint(), "What is 6 times 7?");

    assertThat(played.end().reason()).isEqualTo("textMention");
    assertThat(played.lines()).last().isEqualTo("coder: It is 42. TERMINATE");
  }
}
