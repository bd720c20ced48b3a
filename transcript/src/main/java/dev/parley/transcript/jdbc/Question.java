package dev.parley.transcript.jdbc;

import dev.parley.agents.Entry.Asking;
import dev.parley.agents.Move;
import dev.parley.agents.Names;
import dev.parley.agents.Policy.Priority;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.RequestStore.Request;
import dev.parley.transcript.RequestStore.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry asks people, as a row. */
final class Question {

  /** Whom policies name instead of a person. */
  private static final String STARTER = "starter";

  private Question() {}

  /** What an entry of kind request asks; those of the first versions have no move. */
  static RequestRow of(ConversationRow conversation, EntryRow entry, @Nullable Asking asking) {
    Move.Asked move = entry.head().move() instanceof Move.Asked asked ? asked : null;
    RequestKind kind = kind(move, asking);
    String agent = agent(entry, asking);
    List<Move.Stage> stages = move == null ? List.of() : move.stages();
    List<String> first = stages.isEmpty() ? List.of() : stages.getFirst().who();
    Long deadline = move == null ? null : move.deadlineAt();
    Priority priority = asking == null ? null : asking.priority();
    var shown =
        new Request(
            conversation.id(),
            conversation.team(),
            conversation.starter(),
            id(entry, asking),
            entry.head().seq(),
            kind,
            agent,
            names(conversation, asking == null || asking.who().isEmpty() ? first : asking.who()),
            Gist.of(kind, agent, asking),
            priority == null ? Priority.NORMAL : priority,
            State.OPEN,
            Instant.ofEpochMilli(entry.at()),
            deadline == null ? null : Instant.ofEpochMilli(deadline),
            asking == null || asking.then() == null ? null : Text.line(asking.then()),
            null);
    return new RequestRow(shown, 0, stages);
  }

  private static RequestKind kind(Move.@Nullable Asked move, @Nullable Asking asking) {
    return move == null ? kind(asking == null ? "" : asking.kind()) : move.kind();
  }

  /** The kind of this wire name; earlier versions asked for nothing but replies. */
  static RequestKind kind(String wire) {
    return Arrays.stream(RequestKind.values())
        .filter(kind -> kind.wire().equals(wire))
        .findFirst()
        .orElse(RequestKind.HUMAN);
  }

  private static String agent(EntryRow entry, @Nullable Asking asking) {
    // What is empty is not stored.
    if (asking != null && asking.agent() != null && !asking.agent().isEmpty()) {
      return Text.line(asking.agent());
    }
    String author = entry.head().author();
    return author.equals(Names.PARLEY) ? "" : Text.line(author);
  }

  private static String id(EntryRow entry, @Nullable Asking asking) {
    String id = entry.head().request();
    if (id == null) {
      id = asking == null ? null : asking.id();
    }
    return Text.line(id == null ? entry.head().intent().key() : id);
  }

  /** Names as they are stored: the starter by name, each once, nobody named is the starter. */
  static List<String> names(ConversationRow conversation, List<String> who) {
    List<String> names =
        who.stream()
            .map(one -> one.equals(STARTER) ? conversation.starter() : one)
            .map(Text::line)
            .filter(one -> !one.isEmpty())
            .distinct()
            .toList();
    return names.isEmpty() ? List.of(Text.line(conversation.starter())) : names;
  }
}
