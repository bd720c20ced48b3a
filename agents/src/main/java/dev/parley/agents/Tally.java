package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What has been counted: the numbers of a round begin anew with each round, the totals never.
 *
 * @param messages text, codeResult and handoff entries of the round, the task included
 * @param turns finished turns of agents in the round
 * @param humanInputs answers of people in the round
 * @param usage tokens of the round
 * @param cost money of the round
 * @param totalTurns turns since the conversation began, those included that a round's end cut off
 * @param totalCalls model calls since the conversation began
 * @param totalUsage tokens since the conversation began
 * @param totalCost money since the conversation began
 * @param repeats what was said lately in the round, absent: nothing that counts
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Tally(
    int messages,
    int turns,
    int humanInputs,
    Usage usage,
    Money cost,
    int totalTurns,
    int totalCalls,
    Usage totalUsage,
    Money totalCost,
    @Nullable Repeats repeats) {

  /** Nothing yet. */
  public static final Tally ZERO =
      new Tally(0, 0, 0, Usage.NONE, Money.ZERO, 0, 0, Usage.NONE, Money.ZERO);

  /** What was counted without a word about repetitions. */
  public Tally(
      int messages,
      int turns,
      int humanInputs,
      Usage usage,
      Money cost,
      int totalTurns,
      int totalCalls,
      Usage totalUsage,
      Money totalCost) {
    this(
        messages,
        turns,
        humanInputs,
        usage,
        cost,
        totalTurns,
        totalCalls,
        totalUsage,
        totalCost,
        null);
  }

  public Tally {
    usage = usage == null ? Usage.NONE : usage;
    cost = cost == null ? Money.ZERO : cost;
    totalUsage = totalUsage == null ? Usage.NONE : totalUsage;
    totalCost = totalCost == null ? Money.ZERO : totalCost;
    repeats = Repeats.NONE.equals(repeats) ? null : repeats;
  }

  /** What was said lately. */
  Repeats lately() {
    return repeats == null ? Repeats.NONE : repeats;
  }

  /** Turns that were cut off keep their numbers: their effects have used up their intents. */
  Tally newRound(int cutOff) {
    return new Tally(
        0, 0, 0, Usage.NONE, Money.ZERO, totalTurns + cutOff, totalCalls, totalUsage, totalCost);
  }

  Tally plus(EntryHead head) {
    Tally own = plusOwn(head);
    return head.move() instanceof Move.ChatEnded chat ? own.plus(chat) : own;
  }

  /** What is spent inside a conversation is spent by it. */
  private Tally plus(Move.ChatEnded chat) {
    return new Tally(
        messages,
        turns,
        humanInputs,
        usage.plus(chat.usage()),
        cost.plus(chat.cost()),
        totalTurns,
        totalCalls + chat.calls(),
        totalUsage.plus(chat.usage()),
        totalCost.plus(chat.cost()));
  }

  private Tally plusOwn(EntryHead head) {
    boolean called = head.usage() != null;
    return new Tally(
        messages + (head.kind().isMessage() ? 1 : 0),
        turns,
        humanInputs + (head.answers() ? 1 : 0),
        usage.plus(head.used()),
        cost.plus(head.spent()),
        totalTurns,
        totalCalls + (called ? 1 : 0),
        totalUsage.plus(head.used()),
        totalCost.plus(head.spent()),
        lately().plus(head));
  }

  Tally plusTurn() {
    return new Tally(
        messages,
        turns + 1,
        humanInputs,
        usage,
        cost,
        totalTurns + 1,
        totalCalls,
        totalUsage,
        totalCost,
        repeats);
  }
}
