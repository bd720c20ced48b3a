package dev.parley.chaos;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Human;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Policy;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Summary;
import dev.parley.agents.Team;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.RequestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Conversations of every kind and in both lanes, on a real server; their histories are kept and
 * replayed.
 */
final class Scenarios {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, Object> BY = Map.of("by", Lab.STARTER);

  /** What the names of histories in the lane {@code auto} begin with. */
  static final String AUTO = "auto-";

  private final Agent.Lane lane;

  private Scenarios(Agent.Lane lane) {
    this.lane = lane;
  }

  /** All, in both lanes, by the names of their histories. */
  static SequencedMap<String, Scenario> all() {
    SequencedMap<String, Scenario> all =
        new LinkedHashMap<>(new Scenarios(Agent.Lane.ACTIVITY).kinds());
    new Scenarios(Agent.Lane.AUTO)
        .kinds()
        .forEach((kind, scenario) -> all.put(AUTO + kind, scenario));
    return all;
  }

  private SequencedMap<String, Scenario> kinds() {
    SequencedMap<String, Scenario> all = new LinkedHashMap<>();
    all.put("coding", this::coding);
    all.put("summary", this::summary);
    all.put("human", this::human);
    all.put("interrupt-and-say", this::interruptAndSay);
    all.put("interrupt-and-answer", this::interruptAndSay);
    all.put("approval", this::approval);
    all.put("person", new PeopleScenario(lane));
    all.put("pause-and-resume", this::pauseAndResume);
    all.put("stop", this::stop);
    all.put("cancel", this::cancel);
    all.put("failed", this::failed);
    all.put("say-after-end", this::sayAfterEnd);
    all.put("refused", this::refused);
    all.put("server-restart", this::serverRestart);
    all.put("worker-restart", this::workerRestart);
    all.put("continued-as-new", this::continuedAsNew);
    all.putAll(TeamScenarios.kinds(lane));
    return all;
  }

  private void start(Lab lab, String id, Blueprint team, String task) {
    lab.start(id, team.withLane(lane), task);
  }

  // --- Teams

  private static ModelSpec script(String... replies) {
    List<ScriptedReply> all = new ArrayList<>();
    for (String reply : replies) {
      all.add(ScriptedReply.say(reply));
    }
    return ModelSpec.scripted("main", all);
  }

  private static ScriptedReply slow(String when, String say, Duration delay) {
    return new ScriptedReply(when, null, 1, say, null, delay, null, null);
  }

  /** The same replies in each scenario that is compared with another. */
  private static ModelSpec squares(Duration delay) {
    List<ScriptedReply> all = new ArrayList<>();
    Coding coding = new Coding(7, delay);
    for (int i = 0; i < coding.turns(); i++) {
      all.add(new ScriptedReply(null, null, 1, coding.reply(i), null, delay, null, null));
    }
    return ModelSpec.scripted("main", all);
  }

  private static Blueprint chat(ModelSpec model) {
    return Team.twoAgents("chat")
        .model("main", model)
        .agent(Agent.userProxy("person", Human.ALWAYS))
        .agent(Agent.assistant("helper"))
        .blueprint();
  }

  // --- Without people

  private void coding(Lab lab, String id) {
    start(lab, id, Coding.team(squares(Duration.ZERO)), ChaosRun.TASK);
    lab.awaitEnd(id, PATIENCE);
  }

  private void summary(Lab lab, String id) {
    Blueprint team =
        Team.twoAgents("sum")
            .model("main", script("Blue. TERMINATE", "The colour is blue."))
            .agent(
                Agent.userProxy("boss", Human.NEVER)
                    .termination(Condition.textMention("TERMINATE")))
            .agent(Agent.assistant("helper"))
            .summary(new Summary.Reflection("Sum up."))
            .blueprint();
    start(lab, id, team, "Which colour?");
    lab.awaitEnd(id, PATIENCE);
  }

  private void failed(Lab lab, String id) {
    ModelSpec broken =
        ModelSpec.scripted("main", List.of(failure(503), failure(503), failure(401)));
    start(lab, id, Coding.team(broken), "task");
    lab.awaitEnd(id, PATIENCE);
  }

  private static ScriptedReply failure(int status) {
    return new ScriptedReply(
        null, null, 1, null, null, null, null, new ScriptedReply.Failure(status, null));
  }

  private void continuedAsNew(Lab lab, String id) {
    lab.rehire(Map.of("PARLEY_CONTINUE_AFTER_TURNS", "5"));
    coding(lab, id);
    lab.rehire(Map.of());
  }

  // --- With crashes

  private void serverRestart(Lab lab, String id) {
    start(lab, id, Coding.team(squares(Duration.ofMillis(300))), ChaosRun.TASK);
    lab.awaitEntries(id, 4);
    lab.server().kill();
    lab.server().restart();
    lab.awaitEnd(id, PATIENCE);
  }

  private void workerRestart(Lab lab, String id) {
    start(lab, id, Coding.team(squares(Duration.ofMillis(300))), ChaosRun.TASK);
    lab.awaitEntries(id, 4);
    lab.rehire(Map.of());
    lab.awaitEnd(id, PATIENCE);
  }

  // --- With people

  private void human(Lab lab, String id) {
    start(lab, id, chat(script("Who are you?", "Hello Dana.", "Still there?")), "hi");
    lab.awaitState(id, State.WAITING);
    lab.say(id, "m1", "I am Dana.");
    lab.awaitEntries(id, 6);
    lab.awaitState(id, State.WAITING);
    lab.say(id, "m2", "");
    lab.awaitEntries(id, 10);
    lab.awaitState(id, State.WAITING);
    lab.say(id, "m3", "exit");
    lab.awaitEnd(id, PATIENCE);
  }

  private static Blueprint stubborn() {
    return Coding.team(
        ModelSpec.scripted(
            "main",
            List.of(
                slow("go", "too late", Duration.ofMinutes(5)),
                ScriptedReply.when("stop that", "As you wish. TERMINATE"))));
  }

  private void interruptAndSay(Lab lab, String id) {
    start(lab, id, stubborn(), "go");
    lab.awaitBegun(id, "turn/1/coder/1");
    lab.signal(id, "interrupt", BY);
    lab.awaitState(id, State.WAITING);
    lab.say(id, "m1", "stop that");
    lab.awaitEnd(id, PATIENCE);
  }

  /** One tool that a person approves, and one that nobody decides about in time. */
  private void approval(Lab lab, String id) {
    try (Counter counter = new Counter()) {
      lab.rehire(Map.of(DeedsExtension.COUNTER, counter.address().toString()));
      start(lab, id, approved(), "Pay.");
      Waiting.until("somebody is asked", PATIENCE, () -> isOpen(lab, id, "r1"));
      lab.signal(id, "decide", Map.of("request", "r1", "decision", "approve", "by", Lab.STARTER));
      lab.awaitEnd(id, PATIENCE);
    }
    lab.rehire(Map.of());
  }

  private static boolean isOpen(Lab lab, String id, String request) {
    return lab.transcript()
        .requests()
        .find(id, request)
        .filter(one -> one.state() == RequestStore.State.OPEN)
        .isPresent();
  }

  private static Blueprint approved() {
    return Team.roundRobin("paying")
        .model(
            "main",
            ModelSpec.scripted(
                "main",
                List.of(
                    ScriptedReply.calling(call(1), call(2)),
                    ScriptedReply.calling(call(3)),
                    ScriptedReply.say("Done. TERMINATE"))))
        .agent(Agent.assistant("cashier").tools(Deeds.PAY, Deeds.LOOK))
        .policy("soon", soon())
        .tool(Deeds.PAY, new ToolSpec(null, null, "soon"))
        .until(Condition.textMention("TERMINATE"))
        .blueprint();
  }

  private static ScriptedReply.Call call(int number) {
    return new ScriptedReply.Call(
        number == 2 ? Deeds.LOOK : Deeds.PAY, Asked.arguments(number, 10 * number));
  }

  /** A reminder, then others, then no. */
  private static Policy soon() {
    return new Policy(
        null,
        List.of(new Policy.Stage(List.of(Lab.STARTER), null, null)),
        false,
        null,
        List.of(),
        false,
        null,
        Duration.ofSeconds(4),
        List.of(Duration.ofSeconds(2)),
        new Policy.Then.Escalate(
            List.of("omar"), Duration.ofSeconds(2), List.of(), new Policy.Then.Reject()),
        null);
  }

  private void pauseAndResume(Lab lab, String id) {
    ModelSpec model =
        ModelSpec.scripted(
            "main",
            List.of(
                slow("go", "Step one.", Duration.ofSeconds(1)), ScriptedReply.say("TERMINATE")));
    start(lab, id, Coding.team(model), "go");
    lab.awaitBegun(id, "turn/1/coder/1");
    lab.signal(id, "pause", BY);
    lab.awaitState(id, State.PAUSED);
    lab.signal(id, "resume", BY);
    lab.awaitEnd(id, PATIENCE);
  }

  private void stop(Lab lab, String id) {
    start(lab, id, stubborn(), "go");
    lab.awaitBegun(id, "turn/1/coder/1");
    lab.signal(id, "stop", BY);
    lab.awaitEnd(id, PATIENCE);
  }

  private void cancel(Lab lab, String id) {
    start(lab, id, stubborn(), "go");
    lab.awaitBegun(id, "turn/1/coder/1");
    lab.stub(id).cancel();
    lab.awaitEnd(id, PATIENCE);
  }

  private void sayAfterEnd(Lab lab, String id) {
    start(lab, id, Coding.team(script("First. TERMINATE", "Second. TERMINATE")), "task");
    lab.awaitEnd(id, PATIENCE);
    lab.awaitClosed(id);
    lab.sayAgain(id, "m1", "and again");
    lab.awaitEnd(id, PATIENCE);
  }

  private void refused(Lab lab, String id) {
    start(lab, id, chat(script("Hello.")), "hi");
    lab.awaitState(id, State.WAITING);
    lab.signal(id, "dance", "x");
    lab.signal(id, "pause", "not an object");
    lab.signal(id, "say", BY);
    lab.signal(id, "pause", Map.of("id", "s1", "by", Lab.STARTER));
    lab.signal(id, "pause", Map.of("id", "s1", "by", Lab.STARTER));
    lab.awaitState(id, State.PAUSED);
    lab.signal(id, "stop", BY);
    lab.awaitEnd(id, PATIENCE);
  }
}
