package dev.parley.client.view;

import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Names;
import java.util.Optional;

/** What became of a request. */
public final class Requested {

  private Requested() {}

  /**
   * Who settled it, how and when: {@code omar approved pay-2f91/r3 at 14:02 CET}; empty as long as
   * it is open.
   */
  public static Optional<String> became(RequestView.Matter matter, Times times) {
    if (matter.open().isPresent()) {
      return Optional.empty();
    }
    String id = matter.row().conversation() + "/" + matter.row().id();
    return Optional.of(
        matter.entries().stream()
            .filter(entry -> matter.row().id().equals(entry.head().request()))
            .filter(Requested::settles)
            .reduce((first, last) -> last)
            .map(entry -> words(entry, id, usedUp(matter)) + " " + times.at(entry.at()))
            .orElse(id + " was withdrawn"));
  }

  private static boolean usedUp(RequestView.Matter matter) {
    return matter.entries().stream()
        .filter(entry -> matter.row().id().equals(entry.head().request()))
        .anyMatch(entry -> entry.head().move() instanceof Move.Unfit unfit && unfit.left() == 0);
  }

  private static boolean settles(Entry entry) {
    return switch (entry.kind()) {
      case DECISION -> entry.head().move() instanceof Move.Voted vote && vote.settles();
      case EVENT -> entry.head().event() == Event.SILENT || entry.head().event() == Event.EXIT;
      case REQUEST -> false;
      case TEXT, SUMMARY, HANDOFF, TOOL_CALLS, TOOL_RESULTS, CODE, CODE_RESULT -> true;
    };
  }

  private static String words(Entry entry, String id, boolean usedUp) {
    String by = Optional.ofNullable(entry.head().by()).orElse(entry.author());
    boolean nobody = by.equals(Names.PARLEY);
    if (entry.kind() != Kind.DECISION) {
      return nobody
          ? (usedUp ? "no answer to %s was as asked," : "nobody answered %s in time,").formatted(id)
          : "%s answered %s".formatted(by, id);
    }
    Choice choice =
        entry.words().detail() instanceof Entry.Deciding deciding
            ? deciding.decision()
            : Choice.APPROVE;
    return nobody
        ? "nobody decided %s in time: %s".formatted(id, choice.wire())
        : "%s %s".formatted(Display.line(by), past(choice, id));
  }

  private static String past(Choice choice, String id) {
    return switch (choice) {
      case APPROVE -> "approved " + id;
      case EDIT -> "edited and approved " + id;
      case REJECT -> "rejected " + id;
      case RESPOND -> "answered " + id;
      case DELEGATE -> "delegated " + id;
      case HAPPENED -> "said that %s has happened,".formatted(id);
      case NOT_HAPPENED -> "said that %s has not happened,".formatted(id);
      case RETRY -> "had %s tried once more,".formatted(id);
    };
  }
}
