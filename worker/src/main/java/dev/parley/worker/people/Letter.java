package dev.parley.worker.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import dev.parley.client.view.Display;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one person is told about one request; as JSON it is what hooks and commands get.
 *
 * @param id the same in each attempt, and no other's
 * @param why {@code asked}, {@code reminded}, {@code overdue}, {@code escalated} or {@code
 *     delegated}
 * @param person who is told
 * @param gist what is asked in one line; absent where notices must not hold it
 * @param then what happens at the deadline
 * @param link where it is decided, in that person's name; absent: there is no address
 * @param linkUntil when the link expires
 * @param command what decides it without a link
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Letter(
    String id,
    String why,
    String person,
    String conversation,
    String request,
    RequestKind kind,
    String team,
    String agent,
    String starter,
    Policy.Priority priority,
    @Nullable String gist,
    Instant askedAt,
    @Nullable Instant deadline,
    @Nullable String then,
    @Nullable String link,
    @Nullable Instant linkUntil,
    String command) {

  /** A subject without a word of the conversation. */
  String subject() {
    String what =
        switch (why) {
          case "reminded" -> "Reminder: ";
          case "overdue" -> "Overdue: ";
          case "escalated" -> "Escalated to you: ";
          case "delegated" -> "Passed on to you: ";
          default -> "";
        };
    String urgent = priority == Policy.Priority.HIGH ? " (high priority)" : "";
    return Display.line("%s%s asks: %s%s".formatted(what, team, kind.words(), urgent));
  }

  /** The text of a mail. */
  String text(ZoneId zone, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s asks you to %s."
            .formatted(team, agent.isEmpty() ? "the conversation" : agent, kind.words()));
    lines.add("");
    Optional.ofNullable(gist)
        .ifPresent(
            one -> {
              lines.add("    " + one);
              lines.add("");
            });
    lines.add("Conversation: %s, request %s".formatted(conversation, request));
    lines.add("Started by:   " + starter);
    lines.add("Deadline:     " + deadline(zone, now));
    lines.add("");
    if (link != null && linkUntil != null) {
      lines.add("Look at it and decide:");
      lines.add(link);
      lines.add("");
      lines.add(
          "The link is yours: whoever has it decides in your name, once, until %s."
              .formatted(Times.at(linkUntil, zone)));
    } else {
      lines.add("Look at it and decide:");
      lines.add("    parley inbox %s/%s".formatted(conversation, request));
      lines.add("    " + command);
    }
    return String.join("\n", lines.stream().map(Display::clean).toList()) + "\n";
  }

  private String deadline(ZoneId zone, Instant now) {
    return deadline == null
        ? "none: it waits"
        : "%s (%s)%s"
            .formatted(
                Times.at(deadline, zone),
                Times.from(now, deadline),
                then == null ? "" : "; then: " + then);
  }
}
