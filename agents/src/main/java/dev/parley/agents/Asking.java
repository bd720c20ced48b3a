package dev.parley.agents;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one entry changes about what people are asked. */
final class Asking {

  private static final java.util.regex.Pattern NUMBERED =
      java.util.regex.Pattern.compile("r[0-9]{1,9}");

  private final StateDraft draft;
  private final EntryHead head;

  Asking(StateDraft draft, EntryHead head) {
    this.draft = draft;
    this.head = head;
  }

  /** A request is open from now on. */
  void asked(Skeleton skeleton) {
    Move.Asked move =
        head.move() instanceof Move.Asked asked
            ? asked
            : new Move.Asked(RequestKind.HUMAN, null, List.of(), null, List.of());
    String id = head.request() == null ? "r" + (draft.requests + 1) : head.request();
    String agent = skeleton.has(head.author()) ? head.author() : "";
    // Several agents may ask at the same time: their numbers may have gaps.
    draft.requests = Math.max(draft.requests + 1, number(id));
    draft.open.put(draft.requests, OpenRequest.asked(id, agent, move));
    if (agent.isEmpty()) {
      return;
    }
    switch (move.kind()) {
      case TOOL, TASK, IN_DOUBT ->
          change(move.call(), call -> call.stands(Batch.Stand.ASKED, call.decision()));
      case HUMAN, HANDOFF, SPEAKER, CODE, PLAN -> draft.turn = draft.turnOf(agent).called();
      case BUDGET -> {}
    }
  }

  /** The number in an id; 0: it has none. */
  static int number(String id) {
    return NUMBERED.matcher(id).matches() ? Integer.parseInt(id.substring(1)) : 0;
  }

  /** Somebody has decided; the activity that wrote it has judged it. */
  void decided() {
    Optional<Map.Entry<Integer, OpenRequest>> found = open();
    if (found.isEmpty() || !(head.move() instanceof Move.Voted vote)) {
      return;
    }
    OpenRequest request = found.get().getValue();
    if (vote.choice() == Choice.EDIT) {
      change(request.call(), call -> call.stands(call.stand(), head.seq()));
    }
    if (vote.settles()) {
      draft.open.remove(found.get().getKey());
      settle(request, vote);
    } else {
      draft.open.put(found.get().getKey(), request.voted(head.by(), vote));
    }
  }

  private void settle(OpenRequest request, Move.Voted vote) {
    switch (request.kind()) {
      case TOOL, TASK -> tool(request, vote);
      case IN_DOUBT ->
          change(
              request.call(),
              call ->
                  vote.choice() == Choice.RETRY
                      ? call.again()
                      : call.stands(Batch.Stand.ANSWERED, head.seq()));
      case CODE -> code(request, vote);
      case BUDGET -> budget(vote);
      case HUMAN, HANDOFF, SPEAKER, PLAN -> {}
    }
  }

  private void tool(OpenRequest request, Move.Voted vote) {
    boolean runs = vote.choice() == Choice.APPROVE || vote.choice() == Choice.EDIT;
    change(
        request.call(),
        call ->
            runs
                ? call.stands(Batch.Stand.FREE, call.decision())
                : call.stands(Batch.Stand.ANSWERED, head.seq()));
    Batch batch = draft.turn == null ? null : draft.turn.batch();
    String policies = vote.standing();
    if (policies != null && batch != null) {
      int number = draft.standing.isEmpty() ? 1 : draft.standing.lastKey() + 1;
      batch
          .call(request.call())
          .ifPresent(
              call ->
                  draft.standing.put(
                      number,
                      new ConversationState.Standing(request.agent(), call.tool(), policies)));
    }
  }

  private void code(OpenRequest request, Move.Voted vote) {
    Turn turn = draft.turnOf(request.agent());
    int code =
        turn.ownCode() >= 0
            ? turn.ownCode()
            : draft.progress.getOrDefault(request.agent(), Progress.NONE).code();
    draft.turn = vote.choice() == Choice.APPROVE ? turn.clear(code) : turn.deny(head.seq());
  }

  private void budget(Move.Voted vote) {
    if (vote.choice() == Choice.APPROVE) {
      draft.raises++;
      Money before = draft.raised == null ? Money.ZERO : draft.raised;
      draft.raised = before.plus(vote.raise() == null ? Money.ZERO : vote.raise());
    } else {
      draft.over = ConversationState.Over.of("budget", head.by(), head.seq());
    }
  }

  /** Who is asked, who takes care of it, what stands approved. */
  void changed() {
    switch (head.move()) {
      case Move.Passed passed -> replace(open -> open.passed(passed));
      case Move.Reminded reminded -> replace(open -> open.reminded(reminded));
      case Move.Claimed claimed -> replace(open -> open.claimed(claimed.by()));
      case Move.Unfit unfit -> replace(open -> open.unfit(unfit));
      case Move.Revoked revoked -> draft.standing.remove(revoked.standing());
      case Move.ModeSet mode -> mode(mode);
      case Move.Asked asked -> {}
      case Move.Voted voted -> {}
      case Move.ChatBegun begun -> {}
      case Move.ChatEnded ended -> {}
      case null -> {}
    }
  }

  private void mode(Move.ModeSet move) {
    String agent = head.to();
    if (agent != null) {
      Progress before = draft.progress.getOrDefault(agent, Progress.NONE);
      draft.progress.put(agent, before.asking(move.mode()));
    }
  }

  private void replace(UnaryOperator<OpenRequest> change) {
    open().ifPresent(one -> draft.open.put(one.getKey(), change.apply(one.getValue())));
  }

  private void change(@Nullable String call, UnaryOperator<Batch.Call> change) {
    Turn turn = draft.turn;
    if (turn != null && turn.batch() != null) {
      draft.turn = turn.batch(turn.batch().with(call, change));
    }
  }

  private Optional<Map.Entry<Integer, OpenRequest>> open() {
    return draft.open.entrySet().stream()
        .filter(one -> one.getValue().id().equals(head.request()))
        .findFirst();
  }
}
