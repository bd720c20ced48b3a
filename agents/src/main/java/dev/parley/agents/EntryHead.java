package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
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
 * @param to for handoffs and addressed messages: the agent
 * @param request for requests and answers to one: its id
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
    @Nullable String request) {

  /**
   * A tool call as a workflow sees it: its id, the tool's name, a keyed digest of the arguments.
   */
  public record ToolCallHead(String id, String tool, String digest) {}

  public EntryHead {
    // What is empty is left out of the JSON and comes back as null.
    chain = chain == null ? "" : chain;
    findings = findings == null ? List.of() : List.copyOf(findings);
    calls = calls == null ? List.of() : List.copyOf(calls);
  }

  /** The cost, zero where none is known. */
  public Money spent() {
    return cost == null ? Money.ZERO : cost;
  }

  /** The usage, none where there was no model call. */
  public Usage used() {
    return usage == null ? Usage.NONE : usage;
  }

  /** Whether a message of an agent ends its turn. */
  public boolean endsTurn() {
    return switch (kind) {
      case TEXT, SUMMARY, HANDOFF, CODE_RESULT -> true;
      case EVENT, TOOL_CALLS, TOOL_RESULTS, CODE, REQUEST, DECISION -> false;
    };
  }
}
