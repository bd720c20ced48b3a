package dev.parley.agents;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an entry about a conversation inside this one changes: when it begins, when it has ended.
 */
final class Chats {

  private final StateDraft draft;
  private final EntryHead head;

  Chats(StateDraft draft, EntryHead head) {
    this.draft = draft;
    this.head = head;
  }

  /** The first queue of chats of an agent that a message starts. */
  static Optional<Integer> started(Skeleton.Member member, EntryHead head, String speaker) {
    return member
        .chats()
        .flatMap(
            way ->
                IntStream.range(0, way.nests().size())
                    .boxed()
                    .filter(i -> starts(way.nests().get(i), head, speaker))
                    .findFirst());
  }

  private static boolean starts(Skeleton.Nest nest, EntryHead head, String speaker) {
    return (nest.from().isEmpty() || nest.from().contains(speaker))
        && (nest.when() == null || Ending.fits(nest.when(), head));
  }

  /** It runs, or it is skipped. */
  void begun(Skeleton skeleton) {
    if (!(head.move() instanceof Move.ChatBegun begun)) {
      return;
    }
    if (skeleton.team() instanceof Pattern.SequentialChats) {
      draft.chats.put(begun.chat(), begun.conversation() == null ? "" : begun.conversation());
      return;
    }
    String agent = head.to();
    if (agent == null || !skeleton.has(agent)) {
      return;
    }
    Turn turn = draft.turnOf(agent);
    Consulting now = turn.consulting() == null ? Consulting.begin(begun.nest()) : turn.consulting();
    if (begun.conversation() != null) {
      draft.turn = turn.consults(now.runs(begun.conversation()));
    } else {
      skipped(skeleton.member(agent), turn, now.skipped());
    }
  }

  /** Where all are skipped, the next way of the chain is tried. */
  private void skipped(Skeleton.Member member, Turn turn, Consulting now) {
    int way = member.placeOfChats();
    boolean nothing = now.said() == null && now.next() >= member.chatsOf(now.nest());
    draft.turn = nothing ? turn.skip(way) : turn.consults(now);
  }

  /** It has ended, and others of the same queue follow. */
  void ended(Skeleton skeleton) {
    String agent = head.to();
    if (agent != null && skeleton.has(agent)) {
      Turn turn = draft.turnOf(agent);
      Consulting now = turn.consulting();
      draft.turn = now == null ? turn.called() : turn.consults(now.ended(head.seq()));
    }
  }

  /** A chat of the team has said its summary. */
  static void said(StateDraft draft, EntryHead head) {
    if (head.move() instanceof Move.ChatEnded ended) {
      draft.chats.replaceAll(
          (chat, conversation) -> conversation.equals(ended.conversation()) ? "" : conversation);
    }
  }
}
