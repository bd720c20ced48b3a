package dev.parley.client.view;

import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Standing;
import java.util.ArrayList;
import java.util.List;

/** How a conversation stands, in words. */
public final class Endings {

  /** Between the parts of a footer. */
  static final String SEPARATOR = " · ";

  private static final int LONGEST_DETAIL = 200;

  private Endings() {}

  /**
   * The line below a transcript: {@code Finished: text "TERMINATE" · 6 entries · 3 model calls · 2
   * code runs · 1 crash survived}. What is zero is left out.
   */
  public static String footer(Standing standing) {
    return String.join(SEPARATOR, parts(standing));
  }

  /** The parts of the footer; the first says how it stands. */
  static List<String> parts(Standing standing) {
    List<String> parts = new ArrayList<>();
    parts.add(state(standing));
    parts.add(Amounts.count(standing.entries(), "entry", "entries"));
    if (standing.modelCalls() > 0) {
      parts.add(Amounts.count(standing.modelCalls(), "model call", "model calls"));
    }
    if (standing.toolCalls() > 0) {
      parts.add(Amounts.count(standing.toolCalls(), "tool call", "tool calls"));
    }
    if (standing.codeRuns() > 0) {
      parts.add(Amounts.count(standing.codeRuns(), "code run", "code runs"));
    }
    if (standing.cost().nanos() > 0) {
      parts.add(Amounts.money(standing.cost()));
    }
    if (standing.restarts() > 0) {
      parts.add(Amounts.count(standing.restarts(), "crash", "crashes") + " survived");
    }
    return parts;
  }

  /** The state; for a conversation that has ended, how. */
  public static String state(Standing standing) {
    return switch (standing.state()) {
      case FINISHED, FAILED -> {
        End end = standing.end();
        yield end == null ? capital(standing.state().wire()) : end(end);
      }
      case WAITING -> {
        String on = standing.waitingOn();
        yield on == null ? "Waiting for a person" : "Waiting for " + shown(on);
      }
      case PAUSED, RUNNING, STUCK, LOST -> {
        String name = capital(standing.state().wire());
        String cause = standing.cause();
        yield cause == null ? name : "%s: %s".formatted(name, Display.line(cause));
      }
    };
  }

  /** How a round ended: {@code Finished: text "TERMINATE"}, {@code Stopped by dana}. */
  public static String end(End end) {
    String by = end.by() == null ? "" : shown(end.by());
    String detail = end.detail() == null ? "" : shown(end.detail());
    return switch (end.reason()) {
      case "textMention" -> finished(quoted("text", detail));
      case "exact" -> finished(quoted("exactly", detail));
      case "matches" -> finished(behind("a text that matches", detail));
      case "functional" -> finished(behind("function", detail));
      case "maxMessages" -> finished(limit(detail, "messages"));
      case "maxTurns" -> finished(limit(detail, "turns"));
      case "maxConsecutiveAutoReply" -> finished(behind("limit of automatic replies", detail));
      case "timeout" -> finished(behind("time limit", detail));
      case "cost" -> finished(behind("cost limit", detail));
      case "tokenUsage" -> finished(behind("token limit", detail));
      case "handoff" -> finished(behind("handoff to", detail));
      case "sourceMatch", "textMessage" -> finished(behind("message of", first(detail, by)));
      case "functionCall" -> finished(behind("call of", detail));
      case "external", "stopMessage" -> finished(by("stopped after the turn", by));
      case "complete" -> "Finished: complete";
      case "exit" -> finished(by("exit", by));
      case "stopped" -> by("Stopped", by);
      case "terminated" -> "Terminated in Temporal";
      case "budget" -> "Ended: " + behind("budget", detail);
      case "loopGuard" -> "Ended: " + behind("it went in a circle", detail);
      case "failed" -> failed(detail, by);
      default -> finished(behind(shown(end.reason()), detail));
    };
  }

  private static String finished(String why) {
    return "Finished: " + why;
  }

  private static String quoted(String what, String detail) {
    return detail.isEmpty() ? what : "%s \"%s\"".formatted(what, detail);
  }

  private static String limit(String detail, String unit) {
    return detail.matches("[0-9]+")
        ? "limit of %s %s".formatted(detail, unit)
        : behind("limit of " + unit, detail);
  }

  private static String behind(String what, String detail) {
    return detail.isEmpty() ? what : what + " " + detail;
  }

  private static String failed(String detail, String by) {
    if (!detail.isEmpty()) {
      return "Failed: " + detail;
    }
    return by.isEmpty() ? "Failed" : "Failed at " + by;
  }

  private static String by(String what, String by) {
    return by.isEmpty() ? what : what + " by " + by;
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  private static String shown(String text) {
    return Columns.cut(Display.line(text), LONGEST_DETAIL);
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
