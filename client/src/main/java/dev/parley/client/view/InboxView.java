package dev.parley.client.view;

import dev.parley.agents.Names;
import dev.parley.agents.Policy;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.RequestStore.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of {@code inbox}. */
public final class InboxView {

  /** Below this nobody sees what a request is about. */
  private static final int LEAST_GIST = 20;

  private InboxView() {}

  /**
   * One line a request: {@code pay-2f91/r3 approve a tool refund(id=17, amount=240.00) asked by
   * cashier 6 h left, then → cfo}. Without headings and without a line end.
   *
   * @param now what the time that is left is counted from
   * @param width how many columns there are
   */
  public static String render(List<Request> requests, Instant now, int width) {
    var table =
        Table.bare(
            Table.Column.text(""),
            Table.Column.text(""),
            Table.Column.text("").shrinkingTo(LEAST_GIST),
            Table.Column.text(""),
            Table.Column.text(""));
    for (Request one : requests) {
      table.row(
          one.conversation() + "/" + one.id(),
          one.kind().words(),
          one.gist(),
          "asked by " + (one.agent().isEmpty() ? Names.PARLEY : one.agent()),
          when(one, now));
    }
    return table.render(width);
  }

  /**
   * What asks for an operator: each conversation that does not go on by itself, with the cause and
   * the remedy below it. Without a line end.
   *
   * @param width how many columns there are
   */
  public static String renderHanging(List<Standing> conversations, int width) {
    List<String> lines = new ArrayList<>();
    for (Standing one : conversations) {
      lines.add("%s   is %s".formatted(one.id(), one.state().wire()));
      Cause.of(one)
          .ifPresent(cause -> lines.addAll(ListView.below(Display.line(cause.text()), width)));
    }
    return String.join("\n", lines);
  }

  private static String when(Request one, Instant now) {
    List<String> parts = new ArrayList<>();
    parts.add(left(one.deadline(), one.then(), now));
    if (one.priority() != Policy.Priority.NORMAL) {
      parts.add(one.priority().wire() + " priority");
    }
    if (one.claimedBy() != null) {
      parts.add("claimed by " + one.claimedBy());
    }
    return String.join(Endings.SEPARATOR, parts);
  }

  /** {@code 6 h left, then → cfo}, {@code no deadline}. */
  static String left(@Nullable Instant deadline, @Nullable String then, Instant now) {
    if (deadline == null) {
      return "no deadline";
    }
    Duration left = Duration.between(now, deadline);
    String time = left.isNegative() ? "due now" : Amounts.age(left) + " left";
    return then == null ? time : "%s, then → %s".formatted(time, then);
  }
}
