package dev.parley.workflows;

import dev.parley.agents.ConversationState;
import dev.parley.agents.OpenRequest;
import dev.parley.agents.Skeleton;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the Temporal UI shows of a conversation: search attributes and details, never a word. */
final class Board {

  /** The search attributes, as they are registered. */
  static final SearchAttributeKey<String> TEAM = SearchAttributeKey.forKeyword("ParleyTeam");

  static final SearchAttributeKey<String> STATE = SearchAttributeKey.forKeyword("ParleyState");

  static final SearchAttributeKey<String> SPEAKER = SearchAttributeKey.forKeyword("ParleySpeaker");

  static final SearchAttributeKey<String> WAITING_ON =
      SearchAttributeKey.forKeyword("ParleyWaitingOn");

  static final SearchAttributeKey<Double> COST = SearchAttributeKey.forDouble("ParleyCost");

  private final boolean searchable;
  private String shown = "";

  Board(boolean searchable) {
    this.searchable = searchable;
  }

  /** Shows how it stands; attributes are written only when state or waiting changes. */
  void show(Skeleton skeleton, ConversationState state, String word, @Nullable String speaker) {
    String waitingOn =
        state.open().values().stream().map(OpenRequest::id).collect(Collectors.joining(" "));
    String key = word + "/" + waitingOn;
    if (searchable && !key.equals(shown)) {
      Workflow.upsertTypedSearchAttributes(
          TEAM.valueSet(skeleton.name()),
          STATE.valueSet(word),
          SPEAKER.valueSet(speaker == null ? "" : speaker),
          WAITING_ON.valueSet(waitingOn));
    }
    shown = key;
    Workflow.setCurrentDetails(details(skeleton, state, word, speaker));
  }

  /** The cost stands only at the end: each change would cost an event. */
  void end(ConversationState state) {
    if (searchable) {
      Workflow.upsertTypedSearchAttributes(
          STATE.valueSet("finished"),
          COST.valueSet(state.tally().totalCost().dollars().doubleValue()));
    }
  }

  private static String details(
      Skeleton skeleton, ConversationState state, String word, @Nullable String speaker) {
    String id = Workflow.getInfo().getWorkflowId();
    return """
        | | |
        |---|---|
        | state | %s |
        | team | %s |
        | speaker | %s |
        | entries | %d |
        | turns | %d |
        | model calls | %d |
        | cost | %s USD |
        | open requests | %s |

        Words: `./parley show %s`
        %s"""
        .formatted(
            word,
            skeleton.name(),
            speaker == null ? "none" : speaker,
            state.seq() + 1,
            state.tally().totalTurns(),
            state.tally().totalCalls(),
            state.tally().totalCost().dollars().toPlainString(),
            state.open().isEmpty() ? "none" : state.open().size(),
            id,
            state.open().values().stream()
                .map(open -> RequestCard.of(id, open, state))
                .collect(Collectors.joining()));
  }
}
