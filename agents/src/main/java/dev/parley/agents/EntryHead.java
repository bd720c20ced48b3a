package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of an entry that a workflow may see: who did what at which place, and bounded answers to
 * questions about the text, never the text itself. It is what effects return and what all folds
 * read; in Temporal's history it takes a few hundred bytes.
 *
 * @param seq place in the conversation, from 0 (the task) without gaps
 * @param intent the cause
 * @param digest keyed digest of the words; without the conversation's key it tells nothing
 * @param chain digest of this entry and all before it
 * @param author an agent, {@code user}, a person, or {@code parley}
 * @param kind what it is
 * @param usage tokens of the model call behind it, if there was one
 * @param cost what that call cost
 * @param finish the provider's finish reason, if there was a model call
 * @param findings the questions of the blueprint that are true of the text, ascending
 * @param code whether the text holds a block of code that an executor would run
 * @param opens whether it opens a new round: counters and conditions begin anew with it
 * @param event for events: which
 * @param by for events and answers: the person behind it
 * @param calls for tool calls: their names and argument digests
 * @param to for handoffs and addressed messages: the agent; for summaries: their only reader
 * @param request for requests and answers to one: its id
 * @param asks the agents that must ask a person before they run the code in it
 * @param move what it changes about what people are asked
 * @param echo keyed digest of author and of what would make another entry a repetition, absent:
 *     none could be
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EntryHead(
    int seq,
    Intent intent,
    String digest,
    String chain,
    String author,
    Kind kind,
    @Nullable Usage usage,
    @Nullable Money cost,
    @Nullable String finish,
    List<Integer> findings,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean code,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean opens,
    @Nullable Event event,
    @Nullable String by,
    List<ToolCallHead> calls,
    @Nullable String to,
    @Nullable String request,
    List<String> asks,
    @Nullable Move move,
    @Nullable String echo) {

  /**
   * A tool call as a workflow sees it.
   *
   * @param id the provider's
   * @param digest keyed digest of the arguments
   * @param effect what the tool does to the world; absent: there is no such tool, and the call says
   *     so
   * @param policies the policies by which a person must approve it; absent: none
   * @param timeoutMillis how long it may take; 0: the worker's default
   * @param person whether the tool is a person: the answer to a request is the result
   * @param member whether it is an agent or a team: what a conversation comes to is the result
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record ToolCallHead(
      String id,
      String tool,
      String digest,
      @Nullable ToolEffect effect,
      @Nullable String policies,
      long timeoutMillis,
      boolean person,
      boolean member) {

    /** A call of a tool that is no agent and no team. */
    public ToolCallHead(
        String id,
        String tool,
        String digest,
        @Nullable ToolEffect effect,
        @Nullable String policies,
        long timeoutMillis,
        boolean person) {
      this(id, tool, digest, effect, policies, timeoutMillis, person, false);
    }

    /** A call of a tool that is no person. */
    public ToolCallHead(
        String id,
        String tool,
        String digest,
        @Nullable ToolEffect effect,
        @Nullable String policies,
        long timeoutMillis) {
      this(id, tool, digest, effect, policies, timeoutMillis, false);
    }

    /** A call of a tool of which nothing else is known. */
    public ToolCallHead(String id, String tool, String digest) {
      this(id, tool, digest, null, null, 0);
    }
  }

  /** An entry that changes nothing about what people are asked. */
  public EntryHead(
      int seq,
      Intent intent,
      String digest,
      String chain,
      String author,
      Kind kind,
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
      @Nullable String request) {
    this(
        seq, intent, digest, chain, author, kind, usage, cost, finish, findings, code, opens, event,
        by, calls, to, request, List.of(), null);
  }

  /** An entry that is neither new nor a repetition. */
  public EntryHead(
      int seq,
      Intent intent,
      String digest,
      String chain,
      String author,
      Kind kind,
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
    this(
        seq, intent, digest, chain, author, kind, usage, cost, finish, findings, code, opens, event,
        by, calls, to, request, asks, move, null);
  }

  public EntryHead {
    // What is empty is left out of the JSON and comes back as null.
    chain = chain == null ? "" : chain;
    findings = findings == null ? List.of() : List.copyOf(findings);
    calls = calls == null ? List.of() : List.copyOf(calls);
    asks = asks == null ? List.of() : List.copyOf(asks);
  }

  /** The cost, zero where none is known. */
  public Money spent() {
    return cost == null ? Money.ZERO : cost;
  }

  /** The usage, none where there was no model call. */
  public Usage used() {
    return usage == null ? Usage.NONE : usage;
  }

  /** Whether a person has answered or decided something with it. */
  public boolean answers() {
    boolean said = kind != Kind.EVENT || event == Event.SILENT || event == Event.EXIT;
    return said && request != null && by != null && !by.equals(Names.PARLEY);
  }

  /**
   * For a summary that stands in place of old messages in one agent's context: that agent. The
   * summary of a round has no such reader.
   */
  public Optional<String> reader() {
    return kind == Kind.SUMMARY ? Optional.ofNullable(to) : Optional.empty();
  }

  /** Whether a message of an agent ends its turn. */
  public boolean endsTurn() {
    return switch (kind) {
      case TEXT, SUMMARY, HANDOFF, CODE_RESULT -> true;
      case EVENT, TOOL_CALLS, TOOL_RESULTS, CODE, REQUEST, DECISION -> false;
    };
  }
}
