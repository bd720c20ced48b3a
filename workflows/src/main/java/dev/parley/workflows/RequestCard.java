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
 * the signal dialog. A word of the conversation is in it only where previews let it: the command
 * shows those.
 */
final class RequestCard {

  private RequestCard() {}

  static String of(String conversation, OpenRequest open, ConversationState state) {
    Optional<Batch.Call> call =
        state
            .turnOf(open.agent())
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
    preview(open).ifPresent(card::append);
    return card.append("\n- decisions: ")
        .append(open.kind().choices().stream().map(Choice::wire).collect(Collectors.joining(", ")))
        .append("\n- everything: `./parley inbox ")
        .append(conversation)
        .append('/')
        .append(open.id())
        .append("`\n")
        .toString();
  }

  private static Optional<String> preview(OpenRequest open) {
    return Optional.ofNullable(open.preview())
        .map(
            words -> {
              String fence = "`".repeat(Math.max(3, longestRun(words) + 1));
              return "\n\n%s\n%s\n%s\n".formatted(fence, words, fence);
            });
  }

  /** A fence is longer than any inside. */
  private static int longestRun(String words) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < words.length(); i++) {
      run = words.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static String decision(OpenRequest open) {
    Choice first = open.kind().choices().getFirst();
    String text = first == Choice.RESPOND ? ",\"text\":\"YOUR ANSWER\"" : "";
    return "{\"request\":\"%s\",\"decision\":\"%s\",\"by\":\"YOUR NAME\"%s}"
        .formatted(open.id(), first.wire(), text);
  }
}
