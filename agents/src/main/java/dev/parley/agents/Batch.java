package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one answer of a model, until their results stand.
 *
 * @param seq the entry with the calls
 * @param calls in the model's order
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Batch(int seq, List<Call> calls) {

  public Batch {
    calls = calls == null ? List.of() : List.copyOf(calls);
  }

  /** How one call stands. */
  public enum Stand {
    /** A person must be asked first. */
    ASK,
    /** A person is asked. */
    ASKED,
    /** It may be made. */
    FREE,
    /** It is not made: a decision is its result. */
    ANSWERED
  }

  /**
   * One call.
   *
   * @param id the provider's
   * @param digest keyed digest of the arguments
   * @param policies the policies that ask for approval, absent: none
   * @param decision seq of the decision that changed the arguments or is the result; -1: none
   * @param tries how often a person has asked to try it once more
   * @param person whether the tool is a person: it is asked, and never called
   * @param member whether the tool is an agent or a team: a conversation is held
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Call(
      String id,
      String tool,
      String digest,
      @Nullable ToolEffect effect,
      @Nullable String policies,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) long timeoutMillis,
      @JsonInclude(JsonInclude.Include.ALWAYS) Stand stand,
      @JsonInclude(JsonInclude.Include.ALWAYS) int decision,
      int tries,
      boolean person,
      boolean member) {

    Call stands(Stand other, int decided) {
      return new Call(
          id, tool, digest, effect, policies, timeoutMillis, other, decided, tries, person, member);
    }

    Call again() {
      return new Call(
          id,
          tool,
          digest,
          effect,
          policies,
          timeoutMillis,
          Stand.FREE,
          decision,
          tries + 1,
          person,
          member);
    }
  }

  /** The calls of an entry; what stands approved is free. */
  static Batch of(EntryHead head, Collection<ConversationState.Standing> standing) {
    return new Batch(
        head.seq(),
        head.calls().stream().map(call -> call(head.author(), call, standing)).toList());
  }

  private static Call call(
      String agent, EntryHead.ToolCallHead head, Collection<ConversationState.Standing> standing) {
    String policies = head.policies();
    boolean asks =
        head.person()
            || (policies != null
                && !standing.contains(
                    new ConversationState.Standing(agent, head.tool(), policies)));
    return new Call(
        head.id(),
        head.tool(),
        head.digest(),
        head.effect(),
        policies,
        head.timeoutMillis(),
        asks ? Stand.ASK : Stand.FREE,
        -1,
        0,
        head.person(),
        head.member());
  }

  /** The first call that stands like that. */
  Optional<Call> first(Stand stand) {
    return calls.stream().filter(call -> call.stand() == stand).findFirst();
  }

  /** The call of this id. */
  public Optional<Call> call(@Nullable String id) {
    return calls.stream().filter(call -> call.id().equals(id)).findFirst();
  }

  Batch askAnew() {
    return new Batch(
        seq,
        calls.stream()
            .map(
                call ->
                    call.stand() == Stand.ASKED ? call.stands(Stand.ASK, call.decision()) : call)
            .toList());
  }

  Batch with(@Nullable String id, UnaryOperator<Call> change) {
    return new Batch(
        seq, calls.stream().map(call -> call.id().equals(id) ? change.apply(call) : call).toList());
  }
}
