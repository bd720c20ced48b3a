package dev.parley.activities;

import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.Tools;
import dev.parley.activities.tools.Toolset;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Outcome;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import dev.parley.workflows.EffectCall;
import dev.parley.workflows.ToolTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A conversation on a real store in which an agent's model wants a tool called. */
final class Shop implements AutoCloseable {

  static final String ID = "shop-1";
  static final String RUN = "run-1";
  static final String ARGUMENTS = "{\"id\":17}";
  static final Intent CALL = Intent.tool(1, "anna", 1, 1, 0);

  private final Transcript transcript;
  private final String blueprint;
  private int next;

  Shop(Path folder) {
    this(folder, team());
  }

  Shop(Path folder, Blueprint team) {
    transcript = new Transcripts("sqlite:" + folder.resolve("shop.db"), null, null).open();
    blueprint = transcript.blueprints().put(team);
    transcript.conversations().create(new NewConversation(ID, "shop", blueprint, "dana", "t"));
    transcript.conversations().register(new RunStart(ID, RUN, RUN, null));
    append(Draft.of("user", Kind.TEXT, Words.of("Refund 17.")));
  }

  /** A team of one agent that has the tool {@code refund}. */
  static Blueprint team() {
    return Team.roundRobin("shop")
        .agent(Agent.assistant("anna").model("openai:gpt-4o").tools("refund"))
        .until(Condition.maxMessages(9))
        .blueprint();
  }

  Transcript transcript() {
    return transcript;
  }

  /** The effects of a worker with these tools; other workers are not alive. */
  ToolEffects worker(String owner, Tool... tools) {
    EffectSettings settings =
        new EffectSettings(owner, EffectSettings.LOCAL, EffectSettings.DEFAULT_CEILINGS, 3);
    return new ToolEffects(
        transcript,
        new Shelf(transcript, Functions.NONE, Deciders.plain().rules(Toolset.NONE, transcript)),
        Toolset.of(Tools.of(List.of(tools))),
        settings,
        new Running<>(Duration.ofMillis(20)),
        new Ownership(transcript, owner, other -> false));
  }

  int append(Draft draft) {
    Place place = new Place(ID, Place.MAIN, next, new Intent("test/" + next), RUN);
    var unused = transcript.entries().append(place, draft, Settling.NOTHING);
    return next++;
  }

  /** The model wants the tool called. */
  int calls(String tool, String arguments, ToolEffect effect) {
    return calls(tool, arguments, effect, 0);
  }

  int calls(String tool, String arguments, ToolEffect effect, long timeoutMillis) {
    String digest = digest(arguments);
    var calling = new Entry.Calling(List.of(new Entry.ToolCall("c1", tool, arguments, digest)));
    return append(
        Draft.of("anna", Kind.TOOL_CALLS, new Words("", calling, null))
            .withCalls(List.of(new ToolCallHead("c1", tool, digest, effect, null, timeoutMillis))));
  }

  /** A person has changed the arguments. */
  int decided(String arguments) {
    var deciding =
        new Entry.Deciding(
            "r1", Choice.EDIT, "dana", "said", null, null, arguments, digest(arguments));
    return append(Draft.of("dana", Kind.DECISION, new Words("", deciding, null)));
  }

  String digest(String arguments) {
    return CallDigest.of(transcript.blobs(), ID, arguments);
  }

  /** The task of the call in an entry, to be written behind all that is there. */
  ToolTask task(int calls) {
    return task(calls, -1, digest(ARGUMENTS));
  }

  ToolTask task(int calls, int decision, String digest) {
    String chain = transcript.entries().head(ID).chain();
    EffectCall at =
        new EffectCall(
            ID,
            transcript.storeId(),
            blueprint,
            Place.MAIN,
            next,
            CALL,
            chain,
            "anna",
            -1,
            RUN,
            false,
            false);
    return new ToolTask(at, calls, "c1", decision, digest);
  }

  /** Where the results will stand. */
  Place place() {
    return new Place(ID, Place.MAIN, next, CALL, RUN);
  }

  Optional<Outcome> held() {
    return transcript.entries().held(ID, Place.MAIN, CALL.key());
  }

  @Override
  public void close() {
    transcript.close();
  }
}
