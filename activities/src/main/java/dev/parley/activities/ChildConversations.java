package dev.parley.activities;

import dev.parley.activities.tools.CallArguments;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Chat;
import dev.parley.agents.ConversationState;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Money;
import dev.parley.agents.Move;
import dev.parley.agents.Nesting;
import dev.parley.agents.Tally;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.Draft;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.ChatTask;
import dev.parley.workflows.EffectCall;
import dev.parley.workflows.Prepared;
import dev.parley.workflows.ToolTask;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prepares conversations inside others: their blueprint, their task, their row in the store. The id
 * is made of the cause, so that one cause has one conversation however often it is prepared.
 */
final class ChildConversations {

  /** The longest id that there may be. */
  private static final int LONGEST = 64;

  /** Hexadecimal digits of an id that tell its cause. */
  private static final int CAUSE = 10;

  private final Transcript transcript;
  private final Shelf shelf;
  private final Functions functions;

  ChildConversations(Transcript transcript, Shelf shelf, Functions functions) {
    this.transcript = transcript;
    this.shelf = shelf;
    this.functions = functions;
  }

  /** That a chat begins, or is skipped, as an entry; the conversation is in the store then. */
  Draft begun(ChatTask task) {
    EffectCall at = task.at();
    Room room = new Room(shelf, at);
    Chat chat = Nesting.chat(room.blueprint(), at.agent(), task.nest(), task.chat());
    Optional<String> message = new ChatOpening(room, functions).text(chat, task.chat());
    Move.ChatBegun move =
        message
            .map(text -> created(room, chat, task, text))
            .orElseGet(() -> new Move.ChatBegun(null, null, task.nest(), task.chat()));
    return Draft.event(Event.CHAT, null, Words.of(words(chat, move)))
        .withPerson(null, at.agent(), null, false)
        .withMove(null, move);
  }

  private static String words(Chat chat, Move.ChatBegun move) {
    String with = "chat with " + chat.recipient();
    return move.conversation() == null
        ? with + " skipped: there is nothing to open it with"
        : with + ": " + move.conversation();
  }

  private Move.ChatBegun created(Room room, Chat chat, ChatTask task, String message) {
    Blueprint blueprint = Nesting.of(room.blueprint(), chat, room.at().agent(), left(room));
    String id = id(room.at());
    String digest = create(room.at().conversation(), id, blueprint, message);
    return new Move.ChatBegun(id, digest, task.nest(), task.chat());
  }

  /**
   * Creates a conversation inside another one, unless it is there.
   *
   * @return the digest of its blueprint
   */
  String create(String outer, String id, Blueprint blueprint, String message) {
    Standing around = transcript.conversations().standing(outer);
    if (around.depth() + 1 >= Nesting.DEEPEST) {
      throw Failures.terminal(
          "tooDeep",
          "conversations stand in each other at most %d deep; something calls itself"
              .formatted(Nesting.DEEPEST));
    }
    String digest = transcript.blueprints().put(blueprint);
    boolean fresh =
        transcript
            .conversations()
            .create(
                new NewConversation(
                    id, blueprint.name(), digest, around.starter(), message, outer));
    return fresh ? digest : transcript.conversations().standing(id).blueprint();
  }

  /** The conversation that a call of an agent or a team as a tool is. */
  Prepared prepared(ToolTask task) {
    EffectCall at = task.at();
    Room room = new Room(shelf, at);
    Entry.ToolCall call =
        room.call(task.calls(), task.call())
            .orElseThrow(() -> Failures.terminal("noCall", "an entry does not hold its call"));
    String member =
        room.blueprint()
            .toolSpec(call.tool())
            .map(ToolSpec::kind)
            .filter(ToolKind.Member.class::isInstance)
            .map(kind -> ((ToolKind.Member) kind).member())
            .orElseThrow(() -> Failures.terminal("noCall", "a tool is no agent and no team"));
    Blueprint blueprint = Nesting.of(room.blueprint(), Chat.with(member), null, left(room));
    String id = id(at);
    String digest = create(at.conversation(), id, blueprint, task(arguments(room, task, call)));
    return new Prepared(id, digest);
  }

  /** As the model wrote them, or as a person has changed them. */
  private static String arguments(Room room, ToolTask task, Entry.ToolCall call) {
    return task.arguments() >= 0
            && room.entry(task.arguments()).words().detail() instanceof Entry.Deciding deciding
            && deciding.arguments() != null
        ? deciding.arguments()
        : call.arguments();
  }

  private static String task(String arguments) {
    return CallArguments.parse(arguments)
        .map(parsed -> parsed.path("task").asText())
        .filter(task -> !task.isBlank())
        .orElseThrow(() -> Failures.terminal("badArguments", "the arguments hold no task"));
  }

  /** What the conversation may still spend is what the one inside it may. */
  static Budget left(Room room) {
    Budget all = room.blueprint().budget();
    ConversationState state = room.state();
    Tally spent = state.tally();
    int times = 1 + state.raises();
    return new Budget(
        all.modelCalls() == null
            ? null
            : Math.max(0, all.modelCalls() * times - spent.totalCalls()),
        all.tokens() == null
            ? null
            : Math.max(0, all.tokens() * times - spent.totalUsage().total()),
        all.cost() == null ? null : money(all.cost(), state.raised(), spent.totalCost()),
        all.approval());
  }

  private static BigDecimal money(BigDecimal limit, @Nullable Money raised, Money spent) {
    BigDecimal more = raised == null ? BigDecimal.ZERO : raised.dollars();
    return limit.add(more).subtract(spent.dollars()).max(BigDecimal.ZERO);
  }

  /** Begins as the outer one's id does, so that people see where it belongs. */
  static String id(EffectCall at) {
    String cause = at.conversation() + "\n" + at.branch() + "\n" + at.intent();
    String stem =
        at.conversation().substring(0, Math.min(at.conversation().length(), LONGEST - CAUSE - 1));
    return stem + "-" + sha256(cause).substring(0, CAUSE);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
