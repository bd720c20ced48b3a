package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A turn that has begun: an agent's reply in the making.
 *
 * @param agent whose turn it is
 * @param calls effects of this turn so far, cancelled ones included
 * @param from the first way of the agent's chain that is still to be tried
 * @param ownCode seq of the code that the agent's model wrote and that it runs next, -1: none
 * @param reflected whether its own code has run, so that the model has the last word
 * @param batch the tool calls that are under way
 * @param rounds rounds of tool calls whose results stand
 * @param results seq of the last tool results, if no other effect came after them, else 0
 * @param ownAsks whether a person must approve its own code
 * @param cleared seq of the code that a person let run, absent: none
 * @param denied seq of the decision that answers in place of code, absent: none
 * @param hands to whom it hands the floor when the tools that it has called have answered
 * @param consulting the chats that it holds to find its reply, absent: none
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Turn(
    String agent,
    int calls,
    int from,
    int ownCode,
    boolean reflected,
    @Nullable Batch batch,
    int rounds,
    int results,
    boolean ownAsks,
    @Nullable Integer cleared,
    @Nullable Integer denied,
    @Nullable String hands,
    @Nullable Consulting consulting) {

  /** One that holds no chats. */
  Turn(
      String agent,
      int calls,
      int from,
      int ownCode,
      boolean reflected,
      @Nullable Batch batch,
      int rounds,
      int results,
      boolean ownAsks,
      @Nullable Integer cleared,
      @Nullable Integer denied,
      @Nullable String hands) {
    this(
        agent, calls, from, ownCode, reflected, batch, rounds, results, ownAsks, cleared, denied,
        hands, null);
  }

  static Turn begin(String agent) {
    return new Turn(agent, 0, 0, -1, false, null, 0, 0, false, null, null, null);
  }

  Turn called() {
    return new Turn(
        agent,
        calls + 1,
        from,
        ownCode,
        reflected,
        batch,
        rounds,
        0,
        ownAsks,
        cleared,
        denied,
        hands,
        consulting);
  }

  Turn skip(int way) {
    return new Turn(
        agent, calls + 1, way + 1, ownCode, reflected, batch, rounds, 0, ownAsks, cleared, denied,
        hands);
  }

  Turn wrote(int seq, boolean asks) {
    return new Turn(
        agent,
        calls + 1,
        from,
        seq,
        reflected,
        batch,
        rounds,
        0,
        asks,
        cleared,
        denied,
        hands,
        consulting);
  }

  Turn ran() {
    return new Turn(
        agent,
        calls + 1,
        from,
        -1,
        true,
        batch,
        rounds,
        0,
        false,
        cleared,
        denied,
        hands,
        consulting);
  }

  Turn calls(Batch begun, @Nullable String handsTo) {
    return new Turn(
        agent,
        calls + 1,
        from,
        ownCode,
        reflected,
        begun,
        rounds,
        0,
        ownAsks,
        cleared,
        denied,
        handsTo,
        consulting);
  }

  Turn batch(Batch changed) {
    return new Turn(
        agent,
        calls,
        from,
        ownCode,
        reflected,
        changed,
        rounds,
        results,
        ownAsks,
        cleared,
        denied,
        hands,
        consulting);
  }

  Turn got(int seq) {
    return new Turn(
        agent,
        calls + 1,
        from,
        ownCode,
        reflected,
        null,
        rounds + 1,
        seq,
        ownAsks,
        cleared,
        denied,
        hands,
        consulting);
  }

  Turn clear(int code) {
    return new Turn(
        agent,
        calls + 1,
        from,
        ownCode,
        reflected,
        batch,
        rounds,
        results,
        ownAsks,
        code,
        denied,
        hands,
        consulting);
  }

  Turn deny(int decision) {
    return new Turn(
        agent,
        calls + 1,
        from,
        ownCode,
        reflected,
        batch,
        rounds,
        results,
        ownAsks,
        cleared,
        decision,
        hands,
        consulting);
  }

  Turn consults(Consulting chats) {
    return new Turn(
        agent, calls + 1, from, ownCode, reflected, batch, rounds, 0, ownAsks, cleared, denied,
        hands, chats);
  }
}
