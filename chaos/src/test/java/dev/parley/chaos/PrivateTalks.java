package dev.parley.chaos;

import static org.awaitility.Awaitility.await;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Executor;
import dev.parley.agents.Human;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Reply;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Summary;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.LiveStore.LiveReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Conversations of every kind, each full of planted words, as the client and the worker play them.
 */
final class PrivateTalks {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SPOKEN = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final PrivateRoom room;

  PrivateTalks(PrivateRoom room) {
    this.room = room;
  }

  /** All, by the ids of their conversations, in the order in which they can be played. */
  SequencedMap<String, Runnable> all() {
    SequencedMap<String, Runnable> all = new LinkedHashMap<>();
    all.put("chat", this::chat);
    all.put("streamed", this::streamed);
    all.put("coding", this::coding);
    all.put("fork", this::fork);
    all.put("continued", this::continued);
    all.put("board", this::board);
    all.put("interrupted", this::interrupted);
    all.put("cancelled", this::cancelled);
    all.put("budget", this::budget);
    all.put("retried", this::retried);
    all.put("exhausted", this::exhausted);
    all.put("refused", this::refused);
    all.put("misaddressed", this::misaddressed);
    return all;
  }

  // --- What they are made of

  private String word(String place) {
    return room.words().plant(place);
  }

  private EndpointAnswer text(String place) {
    return EndpointAnswer.text("Well: " + word(place));
  }

  private static ModelSpec model(String name) {
    return ModelSpec.of("openai", name);
  }

  private Agent assistant(String name) {
    return Agent.assistant(name)
        .system("Be like " + word("the system message of " + name))
        .description(word("the description of " + name));
  }

  /** One agent that speaks until it says the needle. */
  private Team solo(String id, String needle) {
    return Team.roundRobin(id)
        .model("main", model(id))
        .agent(assistant("solo"))
        .until(Condition.textMention(needle).or(Condition.maxMessages(20)));
  }

  private void start(String id, Blueprint team) {
    room.start(id, team, "Please: " + word("the task of " + id), List.of());
  }

  // --- Without faults

  private void chat() {
    room.answers()
        .add("chat", text("the first reply of a chat"), text("the second"), text("a sum"));
    Condition ends =
        new Condition.Exact(word("the text of exact"), List.of(), true)
            .or(new Condition.Matches(word("the expression of matches"), List.of(), false))
            .or(Condition.textMention(word("the needle of a chat")));
    start(
        "chat",
        Team.twoAgents("chat")
            .model("main", model("chat"))
            .agent(Agent.userProxy("person", Human.ALWAYS))
            .agent(
                assistant("helper")
                    .termination(Condition.textMention(word("the needle of an agent"))))
            .until(ends)
            .summary(new Summary.Reflection("Sum up " + word("the prompt of a summary")))
            .blueprint());
    room.lab().awaitState("chat", State.WAITING);
    room.look("chat");
    room.chat("chat").say("I say " + word("a person's answer"), PrivateRoom.PERSON);
    room.lab().awaitEntries("chat", 5);
    room.lab().awaitState("chat", State.WAITING);
    room.chat("chat").say("exit", PrivateRoom.PERSON);
    room.awaitEnd("chat", State.FINISHED);
  }

  /** Heard while it is said: beside the transcript, and in no history. */
  private void streamed() {
    String heard = word("a reply that is heard while it comes");
    ScriptedReply reply =
        new ScriptedReply(null, null, 1, "Well: " + heard + " and so on", null, SPOKEN, null, null);
    start(
        "streamed",
        Team.roundRobin("streamed")
            .model("main", ModelSpec.scripted("main", List.of(reply)))
            .agent(assistant("teller"))
            .maxTurns(1)
            .blueprint());
    StringBuilder said = new StringBuilder();
    try (LiveReader ear = room.lab().transcript().live().listen("streamed")) {
      await()
          .until(
              () -> {
                ear.news(LOOK).forEach(text -> said.append(text.more()));
                return said.indexOf(heard) >= 0;
              });
    }
    room.awaitEnd("streamed", State.FINISHED);
  }

  private void coding() {
    String needle = word("the needle of a team");
    room.answers()
        .add(
            "coding",
            EndpointAnswer.text(Snippets.writes(room.words())),
            EndpointAnswer.text(Snippets.raises(room.words())),
            EndpointAnswer.text(Snippets.digs(room.words())),
            EndpointAnswer.text(Snippets.unknown(room.words())),
            EndpointAnswer.text("Done. " + needle),
            EndpointAnswer.text(Snippets.raises(room.words())),
            EndpointAnswer.text("Forked. " + needle),
            EndpointAnswer.text("Again. " + needle));
    room.start(
        "coding",
        Team.roundRobin("coding")
            .model("main", model("coding"))
            .agent(assistant("coder"))
            .agent(Agent.codeExecutor("runner").executor(Executor.DEFAULT.in(Executor.Type.LOCAL)))
            .until(Condition.textMention(needle).or(Condition.maxMessages(30)))
            .blueprint(),
        "Read the file " + word("the task of coding"),
        List.of(room.file(word("the name of a file of the task"), word("its content"))));
    room.awaitEnd("coding", State.FINISHED);
  }

  /** Needs {@link #coding()}. */
  private void fork() {
    String fork =
        room.chat("coding").fork(2, PrivateRoom.PERSON, word("what is said to a fork")).id();
    room.awaitEnd(fork, State.FINISHED);
  }

  /** Needs {@link #coding()}. */
  private void continued() {
    room.chat("coding").say("And now? " + word("what is said after the end"), PrivateRoom.PERSON);
    room.lab().awaitEntries("coding", 12);
    room.awaitEnd("coding", State.FINISHED);
  }

  private void board() {
    EndpointAnswer reply = text("a reply that a function fails on");
    room.answers().add("board", reply, reply, reply, reply, reply);
    start(
        "board",
        Team.roundRobin("board")
            .model("main", model("board"))
            .agent(assistant("member"))
            .agent(silent("parrot", new Reply.Fixed("I say " + word("a fixed reply"))))
            .agent(silent("board", new Reply.Custom(IndiscreetFunctions.REPLY)))
            .until(new Condition.Functional(IndiscreetFunctions.CONDITION))
            .blueprint());
    room.awaitEnd("board", State.FINISHED);
  }

  private static Agent silent(String name, Reply way) {
    return new Agent(name, Agent.Type.ConversableAgent, "", List.of(way), null, null);
  }

  // --- With people in between, and limits

  private void interrupted() {
    String needle = word("the needle of an interrupted talk");
    room.answers()
        .add(
            "interrupted",
            text("a reply that is interrupted").after(LONG),
            text("a reply after an interrupt"),
            text("a reply that is stopped").after(LONG));
    start("interrupted", solo("interrupted", needle).blueprint());
    room.awaitAsked("interrupted", 1);
    room.look("interrupted");
    room.chat("interrupted").interrupt(PrivateRoom.PERSON);
    room.lab().awaitState("interrupted", State.WAITING);
    room.look("interrupted");
    room.chat("interrupted").say("Go on " + word("words after an interrupt"), PrivateRoom.PERSON);
    room.awaitAsked("interrupted", 3);
    room.chat("interrupted").stop(PrivateRoom.PERSON, false);
    room.awaitEnd("interrupted", State.FINISHED);
  }

  private void cancelled() {
    room.answers().add("cancelled", text("a reply that Temporal's Cancel stops").after(LONG));
    start("cancelled", solo("cancelled", word("the needle of a cancelled talk")).blueprint());
    room.awaitAsked("cancelled", 1);
    room.lab().stub("cancelled").cancel();
    room.awaitEnd("cancelled", State.FINISHED);
  }

  private void budget() {
    room.answers().add("budget", text("the only reply there is money for"));
    start("budget", solo("budget", word("the needle of a dear talk")).budget(1, null).blueprint());
    room.awaitEnd("budget", State.FINISHED);
  }

  // --- With faults of the endpoint

  private void retried() {
    String needle = word("the needle of a retried talk");
    room.answers()
        .add(
            "retried",
            error(429, "rate_limit_exceeded").header("Retry-After", "1"),
            error(500, "server_error"),
            EndpointAnswer.of(503, "<html>" + word("a page of a gateway")),
            EndpointAnswer.of(200, "{\"choices\":[{\"message\":{\"content\":\"" + word("cut JSON")),
            EndpointAnswer.completion(word("a text that is cut off"), "length", null),
            EndpointAnswer.text(word("an answer whose connection breaks"))
                .ending(EndpointAnswer.Ending.CUT),
            EndpointAnswer.text("At last. " + needle));
    start("retried", solo("retried", needle).blueprint());
    room.lookAtFailure("retried");
    room.awaitEnd("retried", State.FINISHED);
  }

  private void exhausted() {
    String needle = word("the needle of an exhausted talk");
    room.answers().add("exhausted", error(500, "server_error"), error(500, "server_error"));
    room.answers().add("exhausted", EndpointAnswer.text("It works again. " + needle));
    ModelSpec.Retry twice = new ModelSpec.Retry(2, null);
    start(
        "exhausted",
        solo("exhausted", needle).model("main", retry("exhausted", null, twice)).blueprint());
    room.awaitEnd("exhausted", State.FAILED);
    room.chat("exhausted").say(word("what is said after a failure"), PrivateRoom.PERSON);
    room.awaitAsked("exhausted", 3);
    room.awaitEnd("exhausted", State.FINISHED);
  }

  private static ModelSpec retry(
      String name, @Nullable String address, ModelSpec.@Nullable Retry retry) {
    return new ModelSpec(
        "openai", name, null, null, null, address, Map.of(), null, retry, null, List.of());
  }

  private void refused() {
    lasting("wrong-key", error(401, "invalid_api_key", room.key()));
    lasting("no-model", error(404, "model_not_found"));
    lasting("bad-request", error(400, "invalid_request_error"));
    lasting("filtered", error(400, "content_filter"));
    lasting("broken", EndpointAnswer.of(400, "{\"error\":{\"message\":\"" + word("a cut error")));
    lasting(
        "refusal",
        EndpointAnswer.of(
            200,
            "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\""
                + word("a refusal")
                + "\"},\"finish_reason\":\"content_filter\"}]}"));
  }

  private void misaddressed() {
    String address =
        "http://u:%s@127.0.0.1:1/v1?key=%s".formatted(word("a password"), word("a key in a query"));
    ModelSpec model = retry("misaddressed", address, null);
    start(
        "misaddressed",
        solo("misaddressed", word("the needle of no talk")).model("main", model).blueprint());
    room.awaitEnd("misaddressed", State.FAILED);
  }

  private void lasting(String id, EndpointAnswer fault) {
    room.answers().add(id, fault);
    start(id, solo(id, word("the needle of " + id)).blueprint());
    room.awaitEnd(id, State.FAILED);
  }

  private EndpointAnswer error(int status, String code) {
    return error(status, code, "");
  }

  private EndpointAnswer error(int status, String code, String more) {
    return EndpointAnswer.error(
        status, code, "You wrote %s %s".formatted(word("an error body of " + status), more));
  }
}
