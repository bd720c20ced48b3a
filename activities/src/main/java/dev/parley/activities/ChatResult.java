package dev.parley.activities;

import dev.parley.agents.Entry;
import dev.parley.agents.Farewell;
import dev.parley.agents.Money;
import dev.parley.agents.Move;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import dev.parley.workflows.Effects;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a conversation inside another one came to. Whatever went wrong there is an answer too.
 *
 * @param text its summary, or in words why there is none
 * @param failed whether it was cut short
 * @param spent what it and all inside it have spent
 */
record ChatResult(String text, boolean failed, Move.ChatEnded spent) {

  private static final Set<String> CUT_SHORT =
      Set.of("failed", "budget", "loopGuard", "stopped", "terminated");

  /**
   * The result of a conversation that is over.
   *
   * @throws io.temporal.failure.ApplicationFailure of type {@link Effects#ABSENT} if it is not
   */
  static ChatResult of(Transcript transcript, String conversation) {
    List<Standing> tree;
    try {
      tree = transcript.conversations().tree(conversation);
    } catch (TranscriptException.Refused deleted) {
      String text = "The conversation %s was deleted.".formatted(conversation);
      return new ChatResult(
          text, true, new Move.ChatEnded(conversation, 0, Usage.NONE, Money.ZERO));
    }
    End end = tree.getFirst().end();
    if (end == null) {
      throw Failures.terminal(Effects.ABSENT, "the conversation inside is not over");
    }
    Optional<String> answer = answer(transcript, conversation, end);
    boolean failed = CUT_SHORT.contains(end.reason());
    return new ChatResult(
        failed ? cutShort(conversation, end, answer) : answer.orElse("(no answer)"),
        failed,
        spent(conversation, tree));
  }

  private static Optional<String> answer(Transcript transcript, String conversation, End end) {
    Integer seq = end.answer();
    return seq == null
        ? Optional.empty()
        : transcript.entries().read(conversation, seq, 1).stream()
            .findFirst()
            .map(Entry::text)
            .map(Farewell::without)
            .filter(text -> !text.isEmpty());
  }

  private static String cutShort(String conversation, End end, Optional<String> answer) {
    String detail = end.detail() == null || end.detail().isEmpty() ? "" : " (" + end.detail() + ")";
    String by = end.by() == null ? "" : " by " + end.by();
    String why =
        switch (end.reason()) {
          case "budget" -> "its budget was used up";
          case "stopped" -> "it was stopped" + by;
          case "terminated" -> "it was terminated";
          case "loopGuard" -> "it went round in circles";
          default -> "it failed";
        };
    String last = answer.map(text -> "\nIts last words: " + text).orElse("");
    return "The conversation %s came to no end: %s%s.%s".formatted(conversation, why, detail, last);
  }

  private static Move.ChatEnded spent(String conversation, List<Standing> tree) {
    long calls = 0;
    Usage usage = Usage.NONE;
    Money cost = Money.ZERO;
    for (Standing one : tree) {
      calls += one.modelCalls();
      usage = usage.plus(one.usage());
      cost = cost.plus(one.cost());
    }
    return new Move.ChatEnded(conversation, (int) Math.min(calls, Integer.MAX_VALUE), usage, cost);
  }
}
