package dev.parley.client.view;

import dev.parley.agents.Entry;
import dev.parley.agents.Move;
import dev.parley.agents.RequestKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people are asked and what they decide, in words. */
final class RequestText {

  private RequestText() {}

  /** The entry of a request in one line, cleaned; without a detail, its text. */
  static String asked(Entry entry) {
    String text = Display.clean(entry.text()).strip();
    if (!(entry.words().detail() instanceof Entry.Asking asking)) {
      return text;
    }
    String who = asking.who().stream().map(Display::line).collect(Collectors.joining(", "));
    String allow = allowed(asking, " · ");
    if (isAnswered(asking)) {
      return text.startsWith(who + " is asked")
          ? text + allow
          : "%s asks %s%s%s"
              .formatted(
                  Display.line(entry.author()), who, allow, text.isEmpty() ? "" : ": " + text);
    }
    String matter = matter(asking);
    return "%s: %s asks %s to %s%s%s"
        .formatted(
            Display.line(asking.id()),
            Display.line(entry.author()),
            who,
            kind(asking).map(RequestKind::words).orElse("decide"),
            matter.isEmpty() ? "" : ": " + matter,
            allow);
  }

  /** Who is asked with which request, and what is allowed: {@code r1: dana is asked (respond)}. */
  static String who(Entry.Asking asking) {
    return "%s: %s is asked%s%s"
        .formatted(
            asking.id(), String.join(", ", asking.who()), allowed(asking, ", "), until(asking));
  }

  /** What a request is about in one line, cleaned; empty if it is bound to nothing. */
  static String matter(Entry.Asking asking) {
    String arguments = asking.arguments();
    String tool = asking.tool();
    if (tool != null) {
      return ToolText.call(tool, arguments == null ? "" : arguments);
    }
    return arguments == null ? "" : Gist.ofText(Display.clean(arguments).strip());
  }

  /** A decision in one line, cleaned: what, about which request, and what else was said. */
  static String decided(Entry entry) {
    if (!(entry.words().detail() instanceof Entry.Deciding deciding)) {
      return Display.clean(entry.text()).strip();
    }
    var line = new StringBuilder();
    line.append(deciding.decision().wire()).append(' ').append(deciding.request());
    if (deciding.arguments() != null) {
      line.append(": ").append(deciding.arguments());
    }
    if (deciding.text() != null && !deciding.text().isBlank()) {
      line.append(": ").append(deciding.text().strip());
    }
    if (deciding.note() != null && !deciding.note().isBlank()) {
      line.append(" (").append(deciding.note().strip()).append(')');
    }
    boolean open = entry.head().move() instanceof Move.Voted vote && !vote.settles();
    return Display.clean(line.toString()) + (open ? " · not decided yet" : "");
  }

  /** The exact arguments on several lines, or the code; not cleaned. */
  static String exact(Entry.Asking asking) {
    String arguments = asking.arguments();
    if (arguments == null) {
      return "";
    }
    return asking.tool() == null ? arguments : ToolText.pretty(arguments);
  }

  /** How sure it is who decided, and on what: {@code said, on 3f9a…}. */
  static String proof(Entry.Deciding deciding) {
    String how =
        switch (deciding.proof()) {
          case "token" -> "proved by a token";
          case "policy" -> "by the policy, because nobody did in time";
          default -> deciding.proof();
        };
    String digest = deciding.digest();
    return digest == null ? how : how + ", on " + digest;
  }

  private static boolean isAnswered(Entry.Asking asking) {
    return kind(asking).map(RequestKind::isAnswered).orElse(true);
  }

  private static Optional<RequestKind> kind(Entry.Asking asking) {
    return Arrays.stream(RequestKind.values())
        .filter(one -> one.wire().equals(asking.kind()))
        .findFirst();
  }

  private static String allowed(Entry.Asking asking, String between) {
    List<String> allow = asking.allow();
    return allow.isEmpty()
        ? ""
        : allow.stream().map(Display::line).collect(Collectors.joining(between, " (", ")"));
  }

  private static String until(Entry.Asking asking) {
    Long deadline = asking.deadlineAt();
    if (deadline == null) {
      return "";
    }
    String then = asking.then();
    return ", until %s%s"
        .formatted(
            Facts.time(Instant.ofEpochMilli(deadline)), then == null ? "" : ", then " + then);
  }
}
