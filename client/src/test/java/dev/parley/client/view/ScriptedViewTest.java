package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Reply;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Summary;
import dev.parley.agents.Team;
import dev.parley.agents.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedViewTest {

  @Test
  void eachModelSaysAgainWhatItSaid() {
    Blueprint replay = ScriptedView.of(Samples.coding(), Samples.demo());
    assertThat(replay.models()).containsOnlyKeys("coder");
    ModelSpec model = replay.model("coder");
    assertThat(model.provider()).isEqualTo("scripted");
    assertThat(model.replies())
        .extracting(ScriptedReply::say)
        .containsExactly(
            Samples.demo().get(1).text(),
            Samples.demo().get(3).text(),
            "North averages 412.50, south 388.20. TERMINATE");
    assertThat(model.replies())
        .allMatch(reply -> reply.times() == 1 && reply.when() == null)
        .extracting(ScriptedReply::usage)
        .containsOnly(new Usage(812, 96, 0, 0));
  }

  @Test
  void everythingElseStaysAsItWas() {
    Blueprint replay = ScriptedView.of(Samples.coding(), Samples.demo());
    assertThat(replay.team()).isEqualTo(Samples.coding().team());
    assertThat(replay.agent("runner")).isEqualTo(Samples.coding().agent("runner"));
    assertThat(replay.agent("coder").way(Reply.CallModel.class))
        .contains(new Reply.CallModel("coder", "You solve tasks.", List.of(), false));
  }

  @Test
  void agentsThatSharedAModelGetOneEachAndTheRecipientSumsUp() {
    Blueprint chat =
        Team.twoAgents("debate")
            .model("main", ModelSpec.parse("openai:gpt-4o"))
            .agent(Agent.assistant("ann"))
            .agent(Agent.assistant("bob"))
            .summary(new Summary.Reflection("Sum up."))
            .blueprint();
    List<Entry> entries =
        List.of(
            Samples.text(0, "user", "Discuss."),
            Samples.called(Samples.text(1, "bob", "no"), "main", "0.1"),
            Samples.called(Samples.text(2, "ann", "yes"), "main", "0.1"),
            Samples.called(
                Samples.entry(3, "parley", Kind.SUMMARY, Entry.Words.of("a draw")), "main", "0.1"));
    Blueprint replay = ScriptedView.of(chat, entries);
    assertThat(replay.models()).containsOnlyKeys("ann", "bob");
    assertThat(replay.model("bob").replies())
        .extracting(ScriptedReply::say)
        .containsExactly("no", "a draw");
    assertThat(replay.model("ann").replies()).extracting(ScriptedReply::say).containsExactly("yes");
  }
}
