package dev.parley.agents;

import java.util.List;

/** {@code apply(state, entry) → state}: what an entry changes. Pure, total, and the only writer. */
public final class Fold {

  private Fold() {}

  /**
   * The state after an entry.
   *
   * @throws IllegalArgumentException if the entry is not the next one
   */
  public static ConversationState apply(
      Skeleton skeleton, ConversationState state, EntryHead head) {
    if (head.seq() != state.nextSeq()) {
      throw new IllegalArgumentException(
          "entry %d cannot follow entry %d".formatted(head.seq(), state.seq()));
    }
    Change next = new Change(state, head);
    next.count();
    Focus focus = Focus.on(skeleton, state, next, head);
    if (head.kind() == Kind.EVENT) {
      next.event(skeleton);
    } else {
      next.said(skeleton);
    }
    focus.release();
    if (counts(head)) {
      next.met = Ending.meet(skeleton, next.met, head, next.tally, next.stop != null);
    }
    return next.done().decided(skeleton);
  }

  /** What happens to a conversation ends none, and its summary does not change why it ended. */
  private static boolean counts(EntryHead head) {
    return head.event() == Event.STOP || (head.kind() != Kind.EVENT && head.kind() != Kind.SUMMARY);
  }

  /** One entry's changes, field by field. */
  private static final class Change extends StateDraft {
    private final EntryHead head;
    private final boolean ends;

    Change(ConversationState old, EntryHead head) {
      super(old);
      this.ends = LoopGuard.ends(old.tally());
      this.head = head;
      this.seq = head.seq();
      this.chain = head.chain();
      if (head.opens()) {
        newRound(head.seq());
      }
    }

    void count() {
      tally = tally.plus(head);
    }

    void said(Skeleton skeleton) {
      if (head.kind() == Kind.REQUEST) {
        new Asking(this, head).asked(skeleton);
        return;
      }
      if (head.kind() == Kind.DECISION) {
        new Asking(this, head).decided();
        return;
      }
      if (head.kind() == Kind.SUMMARY) {
        summed(skeleton);
        return;
      }
      if (head.kind().isMessage()) {
        lastMessage = head.author();
        heard(skeleton);
      }
      if (head.request() != null) {
        answered();
      }
      Chats.said(this, head);
      if (head.opens() || !skeleton.has(head.author())) {
        spokenToAll(skeleton);
      } else if (head.endsTurn() && !keepsTurn(skeleton)) {
        endTurn(skeleton);
      } else {
        goOn();
      }
    }

    /** The round's summary; or one that an agent reads from now on, whose turn goes on with it. */
    private void summed(Skeleton skeleton) {
      if (head.reader().isPresent()) {
        callEnded(skeleton);
      } else {
        summarised = true;
      }
    }

    /** What a person says: it may address an agent, and it releases what waits for words. */
    private void spokenToAll(Skeleton skeleton) {
      if (head.to() != null && skeleton.has(head.to())) {
        addressed = head.to();
      }
      floorState(floorState().answered());
      releaseInterrupt();
    }

    private void answered() {
      open.values().removeIf(one -> one.id().equals(head.request()));
      releaseInterrupt();
    }

    private void releaseInterrupt() {
      if (hold == ConversationState.Hold.INTERRUPTED) {
        goesOn();
      }
    }

    /** Nobody need say any more how it goes on. */
    private void goesOn() {
      hold = null;
      floorState(floorState().answered());
      open.values().removeIf(one -> one.agent().isEmpty());
    }

    /** Code that its own author runs is not the end of its turn, and neither is that run. */
    private boolean keepsTurn(Skeleton skeleton) {
      return head.kind() == Kind.CODE_RESULT
          && turn != null
          && turn.ownCode() >= 0
          && skeleton.has(head.author());
    }

    private void endTurn(Skeleton skeleton) {
      Progress mine = progress.getOrDefault(head.author(), Progress.NONE);
      progress.put(head.author(), mine.spoke(head.by() != null));
      tally = tally.plusTurn();
      if (head.author().equals(addressed)) {
        addressed = null;
      }
      floorState(Floor.spoke(skeleton.team(), floorState(), head));
      List<String> order = skeleton.team().participants();
      if (order.get(position % order.size()).equals(head.author())) {
        position++;
      }
      lastSpeaker = head.author();
      turn = null;
    }

    private void goOn() {
      Turn begun = turnOf(head.author());
      turn =
          switch (head.kind()) {
            case CODE -> begun.wrote(head.seq(), head.asks().contains(head.author()));
            case CODE_RESULT -> begun.ran();
            case TOOL_CALLS -> begun.calls(Batch.of(head, standing.values()), head.to());
            case TOOL_RESULTS -> begun.got(head.seq());
            case TEXT, SUMMARY, EVENT, HANDOFF, REQUEST, DECISION -> begun.called();
          };
    }

    private void heard(Skeleton skeleton) {
      String speaker = speaker(skeleton);
      for (Skeleton.Member member : skeleton.members()) {
        if (!member.name().equals(speaker)) {
          Progress before = progress.getOrDefault(member.name(), Progress.NONE);
          progress.put(
              member.name(),
              before.heard(
                  member.name(),
                  head,
                  Ending.fittingLeaf(member.termination(), head),
                  Chats.started(member, head, speaker)));
        }
      }
    }

    /**
     * In a two-agent chat what opens a round is the initiator's message: it does not answer that.
     */
    private String speaker(Skeleton skeleton) {
      return head.opens() && skeleton.team() instanceof Pattern.TwoAgentChat chat
          ? chat.initiator()
          : head.author();
    }

    void event(Skeleton skeleton) {
      Event event = head.event();
      if (event == null) {
        return;
      }
      switch (event) {
        case PAUSED -> hold = ConversationState.Hold.PAUSED;
        case INTERRUPTED -> hold = ConversationState.Hold.INTERRUPTED;
        case RESUMED -> goesOn();
        case CANCELLED, NOT_SUMMARIZED -> callEnded(skeleton);
        case LOOP -> circled(skeleton);
        case FAILED -> breakOff("failed", skeleton);
        case LIMIT -> breakOff("budget", skeleton);
        case STOP -> stop = head.by() == null ? Names.PARLEY : head.by();
        case STOPPED -> {
          // Nothing more is paid for: a summary that is still to come is given up.
          summarised |= over != null;
          endWith("stopped");
        }
        case EXIT -> {
          answered();
          endWith("exit");
        }
        case ENDED -> endWith("terminated");
        case SILENT -> silent(skeleton);
        case SELECTED -> {
          answered();
          floorState(floorState().selected(head.to()));
        }
        case CHAT -> new Chats(this, head).begun(skeleton);
        case CHATTED -> new Chats(this, head).ended(skeleton);
        case REMINDED, ESCALATED, DELEGATED, CLAIMED, RELEASED, REVOKED, HUMAN, REFUSED ->
            new Asking(this, head).changed();
      }
    }

    /** The first time the agents are told; then it ends, or somebody is asked how it goes on. */
    private void circled(Skeleton skeleton) {
      if (!ends) {
        return;
      }
      if (skeleton.budget().approval() == null) {
        endWith(LoopGuard.REASON);
      } else {
        hold = ConversationState.Hold.INTERRUPTED;
      }
    }

    /** A person ends it; an end that is decided already stands. */
    private void endWith(String reason) {
      if (over == null) {
        over = ConversationState.Over.of(reason, head.by(), head.seq());
      }
    }

    /** An effect came to nothing for good; if it was the summary, that is why the round ends. */
    private void breakOff(String reason, Skeleton skeleton) {
      callEnded(skeleton);
      over = ConversationState.Over.of(reason, head.to(), head.seq());
    }

    /**
     * An effect that came to nothing: its intent is used up all the same, so the next one of this
     * turn must have another, and a summary, which has only one, is not tried again.
     */
    private void callEnded(Skeleton skeleton) {
      requests = Math.max(requests, Asking.number(head.intent().requestId()));
      if (head.intent().equals(Intent.summary(roundStart))
          || head.intent().equals(Intent.aggregate(roundStart))) {
        summarised = true;
      } else if (head.intent().isSelection()) {
        floorState(floorState().selected(null));
      } else if (head.to() != null && skeleton.has(head.to())) {
        turn = turnOf(head.to()).called();
      }
    }

    /**
     * A person pressed Enter, or a custom reply gave nothing: the next way of the chain is tried.
     */
    private void silent(Skeleton skeleton) {
      String agent = head.to();
      if (agent == null || !skeleton.has(agent)) {
        return;
      }
      answered();
      Skeleton.Member member = skeleton.member(agent);
      boolean person = head.request() != null;
      if (person && progress.getOrDefault(agent, Progress.NONE).closed()) {
        endWith("exit");
        return;
      }
      turn = turnOf(agent).skip(Turns.current(member, turnOf(agent), person));
    }
  }
}
