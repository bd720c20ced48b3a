package dev.parley.activities;

import dev.parley.agents.Choice;
import dev.parley.agents.ConversationState;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.OpenRequest;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requests that are open no more: what became of them, for whoever decides too late. */
final class Bygone {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm zzz", Locale.ROOT).withZone(ZoneId.systemDefault());

  private Bygone() {}

  /** Why there is no such open request: it was decided, withdrawn, or never there. */
  static String why(Room room, ConversationState state, String id) {
    if (id.isEmpty()) {
      return state.open().isEmpty()
          ? "nothing is asked here now"
          : "which request? open are "
              + state.open().values().stream()
                  .map(OpenRequest::id)
                  .collect(Collectors.joining(", "));
    }
    String name = room.at().conversation() + "/" + id;
    Optional<Entry> last =
        room.entries().reversed().stream()
            .filter(entry -> id.equals(entry.head().request()))
            .findFirst();
    return last.map(entry -> settled(name, entry)).orElse("there is no request " + name);
  }

  private static String settled(String name, Entry last) {
    String at = TIME.format(last.at());
    String by = last.head().by();
    if (last.kind() == Kind.DECISION && last.words().detail() instanceof Entry.Deciding deciding) {
      String who = deciding.proof().equals("policy") ? "the deadline" : deciding.by();
      return "%s %s %s at %s; nothing changed".formatted(who, past(deciding.decision()), name, at);
    }
    return last.kind() == Kind.REQUEST || by == null
        ? "%s was withdrawn; nothing changed".formatted(name)
        : "%s answered %s at %s; nothing changed".formatted(by, name, at);
  }

  private static String past(Choice choice) {
    return switch (choice) {
      case APPROVE -> "approved";
      case EDIT -> "edited and approved";
      case REJECT -> "rejected";
      case RESPOND -> "answered";
      case DELEGATE -> "delegated";
      case HAPPENED, NOT_HAPPENED, RETRY -> "decided";
    };
  }
}
