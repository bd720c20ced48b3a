package dev.parley.transcript;

import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Money;
import dev.parley.agents.Move;
import dev.parley.agents.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry before it has a place: the store adds seq, intent, digests and time. Components as in
 * {@link dev.parley.agents.EntryHead}.
 */
public record Draft(
    String author,
    Kind kind,
    Words words,
    @Nullable Usage usage,
    @Nullable Money cost,
    @Nullable String finish,
    List<Integer> findings,
    boolean code,
    boolean opens,
    @Nullable Event event,
    @Nullable String by,
    List<ToolCallHead> calls,
    @Nullable String to,
    @Nullable String request,
    List<String> asks,
    @Nullable Move move) {

  public Draft {
    findings = List.copyOf(findings);
    calls = List.copyOf(calls);
    asks = List.copyOf(asks);
  }

  /** An entry of a kind with words and nothing else. */
  public static Draft of(String author, Kind kind, Words words) {
    return new Draft(
        author, kind, words, null, null, null, List.of(), false, false, null, null, List.of(), null,
        null, List.of(), null);
  }

  /** An event that Parley itself reports, with the person behind it, if there is one. */
  public static Draft event(Event event, @Nullable String by, Words words) {
    return new Draft(
        dev.parley.agents.Names.PARLEY,
        Kind.EVENT,
        words,
        null,
        null,
        null,
        List.of(),
        false,
        false,
        event,
        by,
        List.of(),
        null,
        null,
        List.of(),
        null);
  }

  /** With what the model call behind it used, cost and ended with. */
  public Draft withCall(Usage used, @Nullable Money spent, String finished) {
    return new Draft(
        author, kind, words, used, spent, finished, findings, code, opens, event, by, calls, to,
        request, asks, move);
  }

  /** With the answers to the blueprint's questions, and whether there is code in the text. */
  public Draft withFindings(List<Integer> found, boolean hasCode) {
    return new Draft(
        author, kind, words, usage, cost, finish, found, hasCode, opens, event, by, calls, to,
        request, asks, move);
  }

  /**
   * With the person behind it, whom it addresses, the request it answers, and whether a round
   * opens.
   */
  public Draft withPerson(
      @Nullable String person,
      @Nullable String addressed,
      @Nullable String answers,
      boolean round) {
    return new Draft(
        author, kind, words, usage, cost, finish, findings, code, round, event, person, calls,
        addressed, answers, asks, move);
  }

  /** With what it changes about a request; absent: about none. */
  public Draft withMove(@Nullable String about, Move change) {
    return new Draft(
        author, kind, words, usage, cost, finish, findings, code, opens, event, by, calls, to,
        about, asks, change);
  }

  /** With the tool calls that it holds, as workflows see them. */
  public Draft withCalls(List<ToolCallHead> made) {
    return new Draft(
        author, kind, words, usage, cost, finish, findings, code, opens, event, by, made, to,
        request, asks, move);
  }

  /** With the agents that must ask a person before they run the code in it. */
  public Draft withAsks(List<String> agents) {
    return new Draft(
        author, kind, words, usage, cost, finish, findings, code, opens, event, by, calls, to,
        request, agents, move);
  }
}
