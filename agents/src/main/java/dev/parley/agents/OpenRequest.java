package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for a person, as the state of a conversation knows it.
 *
 * @param id {@code r1}, {@code r2}, … within the conversation
 * @param agent whose reply, tool or code it is about; empty: nobody's
 * @param call id of the tool call
 * @param stage the stage that is asked now, from 0
 * @param votes who has agreed in this stage
 * @param before who has agreed in earlier stages
 * @param deadlineAt milliseconds since 1970; absent: it waits without end
 * @param remindAt reminders that are still to come
 * @param level how often it was escalated
 * @param claimedBy who takes care of it
 * @param preview the beginning of what is asked about, where Temporal may show it
 * @param left how many answers may still be given, after one that was refused; absent: none was
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OpenRequest(
    String id,
    RequestKind kind,
    String agent,
    @Nullable String call,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int stage,
    List<Move.Stage> stages,
    List<String> votes,
    List<String> before,
    @Nullable Long deadlineAt,
    List<Long> remindAt,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int level,
    @Nullable String claimedBy,
    @Nullable String preview,
    @Nullable Integer left) {

  public OpenRequest {
    agent = agent == null ? "" : agent;
    stages = stages == null ? List.of() : List.copyOf(stages);
    votes = votes == null ? List.of() : List.copyOf(votes);
    before = before == null ? List.of() : List.copyOf(before);
    remindAt = remindAt == null ? List.of() : List.copyOf(remindAt);
  }

  /** One that was just asked. */
  static OpenRequest asked(String id, String agent, Move.Asked move) {
    return new OpenRequest(
        id,
        move.kind(),
        agent,
        move.call(),
        0,
        move.stages(),
        List.of(),
        List.of(),
        move.deadlineAt(),
        move.remindAt(),
        0,
        null,
        move.preview(),
        null);
  }

  /** A human turn without a policy, as conversations of earlier versions have them. */
  static OpenRequest turn(String id, String agent) {
    return asked(id, agent, new Move.Asked(RequestKind.HUMAN, null, List.of(), null, List.of()));
  }

  /** Who is asked now. */
  public List<String> who() {
    return stage < stages.size() ? stages.get(stage).who() : List.of();
  }

  /** When something is due next, in milliseconds since 1970; absent: never. */
  public @Nullable Long dueAt() {
    return Stream.concat(remindAt.stream(), Stream.ofNullable(deadlineAt))
        .min(Long::compare)
        .orElse(null);
  }

  /** Whether no answer is waited for any more: the last one that was allowed did not fit. */
  public boolean usedUp() {
    return left != null && left <= 0;
  }

  OpenRequest voted(@Nullable String by, Move.Voted vote) {
    boolean next = vote.stage() > stage;
    List<String> agreed = vote.choice() == Choice.EDIT ? new ArrayList<>() : new ArrayList<>(votes);
    if (by != null) {
      agreed.add(by);
    }
    List<String> earlier = new ArrayList<>(before);
    if (next) {
      earlier.addAll(agreed);
    }
    return new OpenRequest(
        id,
        kind,
        agent,
        call,
        vote.stage(),
        vote.stages().isEmpty() ? stages : vote.stages(),
        next ? List.of() : agreed,
        earlier,
        deadlineAt,
        remindAt,
        level,
        next ? null : claimedBy,
        vote.preview() == null ? preview : vote.preview(),
        left);
  }

  OpenRequest passed(Move.Passed move) {
    return new OpenRequest(
        id,
        kind,
        agent,
        call,
        move.escalated() ? 0 : stage,
        move.stages(),
        move.escalated() ? List.of() : votes,
        before,
        move.deadlineAt(),
        move.remindAt(),
        level + (move.escalated() ? 1 : 0),
        null,
        preview,
        move.escalated() ? null : left);
  }

  OpenRequest reminded(Move.Reminded move) {
    return new OpenRequest(
        id,
        kind,
        agent,
        call,
        stage,
        stages,
        votes,
        before,
        move.deadline() ? null : deadlineAt,
        remindAt.stream().filter(at -> at > move.until()).toList(),
        level,
        claimedBy,
        preview,
        move.deadline() ? null : left);
  }

  OpenRequest claimed(@Nullable String by) {
    return new OpenRequest(
        id,
        kind,
        agent,
        call,
        stage,
        stages,
        votes,
        before,
        deadlineAt,
        remindAt,
        level,
        by,
        preview,
        left);
  }

  OpenRequest unfit(Move.Unfit move) {
    return new OpenRequest(
        id,
        kind,
        agent,
        call,
        stage,
        stages,
        votes,
        before,
        deadlineAt,
        remindAt,
        level,
        claimedBy,
        preview,
        move.left());
  }
}
