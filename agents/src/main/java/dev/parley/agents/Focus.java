package dev.parley.agents;

/**
 * Agents that speak at the same time, one entry at a time: while an entry of one of them is folded,
 * the draft's turn is that agent's, so that the fold need not know of the others.
 */
final class Focus {

  private final Skeleton skeleton;
  private final StateDraft draft;
  private final EntryHead head;
  private final String agent;

  private Focus(Skeleton skeleton, StateDraft draft, EntryHead head, String agent) {
    this.skeleton = skeleton;
    this.draft = draft;
    this.head = head;
    this.agent = agent;
  }

  /** Turns the draft to the agent that an entry is about, if several speak at the same time. */
  static Focus on(Skeleton skeleton, ConversationState old, StateDraft draft, EntryHead head) {
    String agent = about(skeleton, old, head);
    if (!head.opens()) {
      begin(skeleton, old, draft, head, agent);
    }
    if (draft.group != null) {
      draft.turn = draft.group.turns().get(agent);
    }
    return new Focus(skeleton, draft, head, agent);
  }

  private static void begin(
      Skeleton skeleton, ConversationState old, StateDraft draft, EntryHead head, String agent) {
    if (!old.midTurn()
        && skeleton.has(agent)
        && Floor.next(skeleton, old) instanceof Floor.Answer.Together(var agents)
        && agents.contains(agent)) {
      draft.group = Group.begin(head.seq(), old.tally().totalTurns() + 1, agents);
    }
  }

  private static String about(Skeleton skeleton, ConversationState old, EntryHead head) {
    if (head.kind() == Kind.DECISION) {
      return old.openRequest(head.request()).map(OpenRequest::agent).orElse("");
    }
    String named = head.kind() == Kind.EVENT ? head.to() : head.author();
    return named != null && skeleton.has(named) ? named : "";
  }

  /** Gives the turn back; when all of them have finished, the group is over. */
  void release() {
    Group group = draft.group;
    if (group == null) {
      return;
    }
    if (group.members().contains(agent)) {
      group = isEffect() ? group.after(agent, draft.turn) : group.with(agent, draft.turn);
    }
    draft.turn = null;
    draft.group = group.over() ? null : group;
    if (group.over()) {
      draft.floorState(Floor.allSpoke(skeleton.team(), draft.floorState()));
    }
  }

  /** Whether it is what the agent did in a step of the group, not what others said about it. */
  private boolean isEffect() {
    Event event = head.event();
    if (event == null) {
      return head.kind() == Kind.REQUEST || (head.kind() != Kind.DECISION && head.by() == null);
    }
    return switch (event) {
      case CANCELLED, FAILED, LIMIT, NOT_SUMMARIZED, CHAT, CHATTED -> true;
      case SILENT -> head.request() == null;
      default -> false;
    };
  }
}
