package dev.parley.chaos;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Human;
import dev.parley.agents.InputCheck;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Previews;
import dev.parley.agents.Reply;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.RequestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A person as a tool, and one whose answers do not fit until nobody waits for them any more. */
final class PeopleScenario implements Scenario {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Agent.Lane lane;

  PeopleScenario(Agent.Lane lane) {
    this.lane = lane;
  }

  @Override
  public void play(Lab lab, String id) {
    lab.start(id, team().withLane(lane), "Teach me.");
    answer(lab, id, "r1", "384,400 km");
    answer(lab, id, "r2", "perhaps");
    answer(lab, id, "r2", "who knows");
    lab.awaitEnd(id, PATIENCE);
  }

  private static void answer(Lab lab, String id, String request, String text) {
    Waiting.until(request + " is open", PATIENCE, () -> isOpen(lab, id, request));
    Map<String, Object> answer =
        Map.of("request", request, "decision", "respond", "text", text, "by", Lab.STARTER);
    lab.signal(id, "decide", answer);
  }

  private static boolean isOpen(Lab lab, String id, String request) {
    return lab.transcript()
        .requests()
        .find(id, request)
        .filter(one -> one.state() == RequestStore.State.OPEN)
        .isPresent();
  }

  private static Blueprint team() {
    var call = new ScriptedReply.Call("expert", "{\"task\":\"How far is the moon?\"}");
    InputCheck twice = new InputCheck(null, List.of("yes", "no"), null, 2);
    return Team.roundRobin("study")
        .model(
            "main",
            ModelSpec.scripted(
                "main",
                List.of(
                    ScriptedReply.calling(call),
                    ScriptedReply.say("Is that clear?"),
                    ScriptedReply.say("TERMINATE"))))
        .agent(Agent.assistant("tutor").tools("expert"))
        .agent(
            Agent.userProxy("pupil", Human.ALWAYS)
                .with(new Reply.AskHuman(Human.ALWAYS, List.of("starter"), null, twice)))
        .until(Condition.textMention("TERMINATE", "tutor"))
        .tool("expert", ToolSpec.of(new ToolKind.Person("starter", null, null)))
        .blueprint()
        .withPreviews(Previews.REQUESTS);
  }
}
