package dev.parley.workflows;

import dev.parley.agents.Batch;
import dev.parley.agents.Choice;
import dev.parley.agents.ConversationState;
import dev.parley.agents.OpenRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An open request as the Temporal UI shows it, in Markdown: who, until when, and what to paste into
 * the signal dialog. No word of the conversation is in it: the command shows those.
 */
final class RequestCard {

  private RequestCard() {}

  static String of(String conversation, OpenRequest open, ConversationState state) {
    Optional<Batch.Call> call =
        Optional.ofNullable(state.turn())
            .map(turn -> turn.batch())
            .flatMap(batch -> batch.call(open.call()));
    StringBuilder card = new StringBuilder();
    card.append("\n### ").append(open.id()).append(": ").append(open.kind().words());
    card.append("\n\nSignal `decide` with\n\n```json\n").append(decision(open)).append("\n```\n");
    call.ifPresent(one -> card.append("\n- tool: ").append(one.tool()));
    if (!open.agent().isEmpty()) {
      card.append("\n- agent: ").append(open.agent());
    }
    card.append("\n- asked: ").append(String.join(", ", open.who()));
    Long deadline = open.deadlineAt();
    if (deadline != null) {
      card.append("\n- until: ").append(Instant.ofEpochMilli(deadline));
    }
    if (open.claimedBy() != null) {
      card.append("\n- claimed by: ").append(open.claimedBy());
    }
    call.ifPresent(
        one -> card.append("\n- digest of the arguments: `").append(one.digest()).append('`'));
    return card.append("\n- decisions: ")
        .append(open.kind().choices().stream().map(Choice::wire).collect(Collectors.joining(", ")))
        .append("\n- everything: `./parley inbox ")
        .append(conversation)
        .append('/')
        .append(open.id())
        .append("`\n")
        .toString();
  }

  private static String decision(OpenRequest open) {
    String choice = open.kind().choices().getFirst().wire();
    String text = open.kind().isAnswered() ? ",\"text\":\"YOUR ANSWER\"" : "";
    return "{\"request\":\"%s\",\"decision\":\"%s\",\"by\":\"YOUR NAME\"%s}"
        .formatted(open.id(), choice, text);
  }
}
