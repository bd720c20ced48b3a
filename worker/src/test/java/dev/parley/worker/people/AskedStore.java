package dev.parley.worker.people;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry.Asking;
import dev.parley.agents.Entry.Deciding;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real store with a conversation in which people are asked; the test writes as its workflow. */
public final class AskedStore implements AutoCloseable {

  /** The conversation. */
  public static final String ID = "pay-2f91";

  private static final String RUN = "run-1";

  private final Transcript transcript;
  private int requests;

  private AskedStore(Transcript transcript) {
    this.transcript = transcript;
  }

  /** A store whose file is in the folder; {@code eve} has started the conversation. */
  public static AskedStore in(Path folder, String task) {
    Transcript transcript = new Transcripts(url(folder), null, null).open();
    Policy like =
        new Policy(
            null, List.of(), false, null, List.of(), true, null, null, List.of(), null, null);
    Blueprint team =
        Team.roundRobin("payments")
            .agent(Agent.codeExecutor("cashier"))
            .until(Condition.maxMessages(3))
            .blueprint()
            .withPolicy("big", like);
    String digest = transcript.blueprints().put(team);
    transcript.conversations().create(new NewConversation(ID, "payments", digest, "eve", null));
    transcript.conversations().register(new RunStart(ID, RUN, RUN, null));
    AskedStore store = new AskedStore(transcript);
    store.append(Intent.TASK.key(), Draft.of("user", Kind.TEXT, Words.of(task)));
    return store;
  }

  /** The store as settings name it. */
  public static String url(Path folder) {
    return "sqlite:" + folder.resolve("parley.db");
  }

  public Transcript transcript() {
    return transcript;
  }

  /** Somebody says something. */
  public void say(String author, String text) {
    append("say/" + next(), Draft.of(author, Kind.TEXT, Words.of(text)));
  }

  /** Asks about a call of {@code refund}; its id is returned. */
  public String askTool(String arguments, String... who) {
    return ask(RequestKind.TOOL, arguments, null, 1, who);
  }

  /** Asks people something. */
  public String ask(
      RequestKind kind,
      @Nullable String arguments,
      @Nullable Instant deadline,
      int quorum,
      String... who) {
    String id = "r" + ++requests;
    Long at = deadline == null ? null : deadline.toEpochMilli();
    Asking asking =
        new Asking(
            id,
            kind.wire(),
            List.of(who),
            kind.choices().stream().map(Choice::wire).toList(),
            "cashier",
            "refund",
            "call-" + id,
            arguments,
            arguments == null ? null : digest(arguments),
            at,
            deadline == null ? null : "escalate to cfo",
            "big",
            Policy.Priority.HIGH);
    Move move =
        new Move.Asked(
            kind, "call-" + id, List.of(new Move.Stage(List.of(who), quorum)), at, List.of());
    append(
        "request/" + id,
        Draft.of("cashier", Kind.REQUEST, new Words("", asking, null)).withMove(id, move));
    return id;
  }

  /** A digest of its own for each text, as the workers make one. */
  public static String digest(String arguments) {
    return "sha256:%08x".formatted(arguments.hashCode());
  }

  /** Takes the decision of a mail, as a workflow does. */
  public void take(String mail, String request, Choice choice, boolean settles) {
    Deciding deciding = new Deciding(request, choice, "dana", "token", null, null, null, null);
    append(
        "signal/" + mail,
        Draft.of("dana", Kind.DECISION, new Words("", deciding, null))
            .withPerson("dana", null, request, false)
            .withMove(request, new Move.Voted(choice, settles, 0, List.of(), null, null)));
  }

  /** Somebody has changed the arguments, and another one must agree. */
  public void edit(String request, String arguments) {
    Deciding deciding =
        new Deciding(
            request, Choice.EDIT, "omar", "said", null, null, arguments, digest(arguments));
    append(
        "edit/" + next(),
        Draft.of("omar", Kind.DECISION, new Words("", deciding, null))
            .withPerson("omar", null, request, false)
            .withMove(request, new Move.Voted(Choice.EDIT, false, 0, List.of(), null, null)));
  }

  /** Refuses the decision of a mail, as a workflow does. */
  public void refuse(String mail, String why) {
    append("signal/" + mail, Draft.event(Event.REFUSED, "dana", Words.of(why)));
    transcript.mail().close(ID, mail);
  }

  private int next() {
    return transcript.entries().head(ID).seq() + 1;
  }

  private void append(String intent, Draft draft) {
    var unused =
        transcript
            .entries()
            .append(
                new Place(ID, Place.MAIN, next(), new Intent(intent), RUN),
                draft,
                Settling.NOTHING);
  }

  @Override
  public void close() {
    transcript.close();
  }
}
