package dev.parley.cli;

import dev.parley.agents.Agent;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.ConversationStore.Trouble;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A home in which a cashier asks the managers to approve a refund, and nothing runs. */
final class AskedHome {

  static final String ID = "pay-2f91";
  static final String ARGUMENTS = "{\"id\":17,\"amount\":240.00}";

  private final Cli cli;
  private final Path folder;
  private final String store;
  private int next;

  /** A home in a folder. */
  AskedHome(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("home"));
    store = "sqlite:" + this.folder.resolve("parley.db");
    // A server that does not answer: whatever is decided is recorded, and not taken.
    cli = Cli.of(this.folder).with("PARLEY_STORE", store).with("TEMPORAL_ADDRESS", "127.0.0.1:1");
    try (Transcript transcript = new Transcripts(store, null, null).open()) {
      String blueprint =
          transcript
              .blueprints()
              .put(
                  Team.roundRobin("payments")
                      .agent(Agent.assistant("cashier").model("openai:gpt-4o").tools("refund"))
                      .until(Condition.maxMessages(9))
                      .blueprint());
      transcript
          .conversations()
          .create(new NewConversation(ID, "payments", blueprint, "dana", null));
      transcript.conversations().register(new RunStart(ID, "run", "run", null));
      append(transcript, Draft.of("user", Kind.TEXT, Words.of("Refund 17.")));
      var calling = new Entry.Calling(List.of(new Entry.ToolCall("c1", "refund", ARGUMENTS, "d1")));
      append(
          transcript,
          Draft.of("cashier", Kind.TOOL_CALLS, new Words("", calling, null))
              .withCalls(List.of(new ToolCallHead("c1", "refund", "d1", ToolEffect.ONCE, "p", 0))));
      append(transcript, asked());
    }
  }

  /** The conversation does not go on by itself. */
  void hangs(String cause) {
    try (Transcript transcript = new Transcripts(store, null, null).open()) {
      transcript.conversations().trouble(ID, new Trouble(State.PAUSED, cause));
    }
  }

  private static Draft asked() {
    long deadline = Instant.now().plus(Duration.ofMinutes(6 * 60 + 5)).toEpochMilli();
    return Draft.of(
            "cashier",
            Kind.REQUEST,
            new Words(
                "managers is asked to approve refund, which cashier wants to call",
                new Entry.Asking(
                    "r3",
                    "tool",
                    List.of("managers"),
                    List.of("approve", "edit", "reject", "delegate"),
                    "cashier",
                    "refund",
                    "c1",
                    ARGUMENTS,
                    "d1",
                    deadline,
                    "cfo",
                    "payments",
                    Policy.Priority.NORMAL),
                null))
        .withMove(
            "r3",
            new Move.Asked(
                RequestKind.TOOL,
                "c1",
                List.of(new Move.Stage(List.of("managers"), 1)),
                deadline,
                List.of()));
  }

  private void append(Transcript transcript, Draft draft) {
    Place place = new Place(ID, Place.MAIN, next, new Intent("test/" + next), "run");
    var unused = transcript.entries().append(place, draft, Settling.NOTHING);
    next++;
  }

  /** Omar has decided meanwhile. */
  void omarApproves() {
    try (Transcript transcript = new Transcripts(store, null, null).open()) {
      append(
          transcript,
          Draft.of(
                  "omar",
                  Kind.DECISION,
                  new Words(
                      "approve",
                      new Entry.Deciding(
                          "r3", Choice.APPROVE, "omar", "said", null, null, null, "d1"),
                      null))
              .withPerson("omar", "cashier", "r3", false)
              .withMove("r3", new Move.Voted(Choice.APPROVE, true, 1, List.of(), null, null)));
    }
  }

  /** What was sent and is not taken yet. */
  List<Mail> mail() {
    try (Transcript transcript = new Transcripts(store, null, null).open()) {
      return transcript.mail().open(ID);
    }
  }

  /** Its own. */
  Path folder() {
    return folder;
  }

  String store() {
    return store;
  }

  Cli cli() {
    return cli;
  }
}
