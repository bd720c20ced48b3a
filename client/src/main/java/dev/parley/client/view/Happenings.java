package dev.parley.client.view;

import dev.parley.agents.Edge;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;

/** What happened to a conversation, in words. */
final class Happenings {

  private Happenings() {}

  /** The sign before an event: {@code ✗} something failed, {@code ✓} it goes on, {@code ·} else. */
  static char mark(Entry entry) {
    Event event = entry.head().event();
    if (event == null) {
      return '·';
    }
    return switch (event) {
      case FAILED, LIMIT, REFUSED, CANCELLED, ENDED, NOT_SUMMARIZED, LOOP -> '✗';
      case RESUMED -> '✓';
      case PAUSED,
          INTERRUPTED,
          STOP,
          STOPPED,
          EXIT,
          SILENT,
          REMINDED,
          ESCALATED,
          DELEGATED,
          CLAIMED,
          RELEASED,
          REVOKED,
          HUMAN,
          SELECTED,
          CHAT,
          CHATTED ->
          '·';
    };
  }

  /** The event, who is behind it, and what its text says; cleaned. */
  static String words(Entry entry) {
    Event event = entry.head().event();
    String by = entry.head().by();
    String what = event == null ? "event" : words(event, Display.line(entry.author()));
    String request = entry.head().move() == null ? null : entry.head().request();
    String about = request == null ? "" : " " + Display.line(request);
    String who = about + (by == null ? "" : " by " + Display.line(by));
    if (event == Event.SELECTED) {
      return selected(entry) + who;
    }
    String text = Display.clean(entry.text()).strip();
    return what + who + (text.isEmpty() ? "" : ": " + text);
  }

  /** Who was chosen; what a model said in vain is of interest, its bare choice is not. */
  private static String selected(Entry entry) {
    String to = entry.head().to();
    if (to == null) {
      return "nobody was chosen: " + Display.clean(entry.text()).strip();
    }
    return to.equals(Edge.END) ? "nobody speaks next" : Display.line(to) + " speaks next";
  }

  private static String words(Event event, String author) {
    return switch (event) {
      case PAUSED -> "paused";
      case RESUMED -> "resumed";
      case INTERRUPTED -> "interrupted";
      case CANCELLED -> "cancelled";
      case FAILED -> "failed";
      case LIMIT -> "limit reached";
      case REFUSED -> "refused";
      case STOP -> "stop after this turn asked";
      case STOPPED -> "stopped";
      case ENDED -> "ended";
      case EXIT -> "ended";
      case SILENT -> author + " had nothing to say";
      case REMINDED -> "reminded";
      case ESCALATED -> "escalated";
      case DELEGATED -> "delegated";
      case CLAIMED -> "claimed";
      case RELEASED -> "released";
      case REVOKED -> "standing approval revoked";
      case HUMAN -> "human mode set";
      case SELECTED -> "next";
      case NOT_SUMMARIZED -> "not summarized";
      case LOOP -> "going in a circle";
      case CHAT -> "conversation inside";
      case CHATTED -> "conversation inside over";
    };
  }
}
