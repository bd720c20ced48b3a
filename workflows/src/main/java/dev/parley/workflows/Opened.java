package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.agents.ConversationState;
import dev.parley.agents.Skeleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first effect of a run finds out.
 *
 * @param store id of the store
 * @param blueprint digest of the team
 * @param skeleton the team without words
 * @param state the state so far, absent if the run carries it
 * @param mail ids of words that no entry bears yet
 * @param settings the worker's, kept in history so that replay is stable
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Opened(
    String store,
    String blueprint,
    Skeleton skeleton,
    @Nullable ConversationState state,
    List<String> mail,
    Settings settings) {

  public Opened {
    mail = mail == null ? List.of() : List.copyOf(mail);
  }

  /**
   * How effects are called.
   *
   * @param heartbeatMillis heartbeat timeout of every activity
   * @param firstRetryMillis delay before the second attempt
   * @param modelTimeoutMillis how long a model call may take that says nothing itself
   * @param codeTimeoutMillis how long a code run may take that says nothing itself
   * @param modelQueue task queue of model calls, absent: the conversation's
   * @param codeQueue task queue of code runs, absent: the conversation's
   * @param toolTimeoutMillis how long a tool may take that says nothing itself, 0: five minutes
   * @param toolQueue task queue of tools, absent: the conversation's
   * @param searchAttributes whether Parley's search attributes are registered
   * @param continueAfterTurns turns after which a run continues as new, 0: only by its size
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Settings(
      long heartbeatMillis,
      long firstRetryMillis,
      long workflowTaskMillis,
      long modelTimeoutMillis,
      long codeTimeoutMillis,
      @Nullable String modelQueue,
      @Nullable String codeQueue,
      boolean searchAttributes,
      int continueAfterTurns,
      long toolTimeoutMillis,
      @Nullable String toolQueue) {

    private static final long TOOL_TIMEOUT_MILLIS = 300_000;

    /** Without a word about tools. */
    public Settings(
        long heartbeatMillis,
        long firstRetryMillis,
        long workflowTaskMillis,
        long modelTimeoutMillis,
        long codeTimeoutMillis,
        @Nullable String modelQueue,
        @Nullable String codeQueue,
        boolean searchAttributes,
        int continueAfterTurns) {
      this(
          heartbeatMillis,
          firstRetryMillis,
          workflowTaskMillis,
          modelTimeoutMillis,
          codeTimeoutMillis,
          modelQueue,
          codeQueue,
          searchAttributes,
          continueAfterTurns,
          0,
          null);
    }

    /** How long a tool may take that says nothing itself, in milliseconds. */
    long toolTimeout() {
      return toolTimeoutMillis > 0 ? toolTimeoutMillis : TOOL_TIMEOUT_MILLIS;
    }
  }
}
