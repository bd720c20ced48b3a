package dev.parley.cli;

import dev.parley.agents.Entry;
import dev.parley.agents.RequestKind;
import dev.parley.client.Conversation;
import dev.parley.client.Ruling;
import dev.parley.client.Verdict;
import dev.parley.client.view.Display;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asks the person at the terminal what to decide about a request, and sends it. */
final class Approvals {

  private final Session session;
  private final Conversation conversation;
  private final String person;
  private final Typing typing;

  Approvals(Session session, Conversation conversation, String person, Typing typing) {
    this.session = session;
    this.conversation = conversation;
    this.person = person;
    this.typing = typing;
  }

  /** How the person has answered. */
  enum Answered {
    /** It was sent, or skipped. */
    YES,
    /** The conversation is to end. */
    EXIT,
    /** The person has left. */
    LEFT
  }

  /** What kind of request it is; those of earlier versions ask for a reply. */
  static RequestKind kind(Entry.Asking asking) {
    return Arrays.stream(RequestKind.values())
        .filter(one -> one.wire().equals(asking.kind()))
        .findFirst()
        .orElse(RequestKind.HUMAN);
  }

  /** Whether words are the answer, rather than one of several decisions. */
  static boolean isAnsweredByWords(Entry.Asking asking) {
    return kind(asking).isAnswered();
  }

  /** Asks until there is a decision that can be sent, or the person skips or leaves. */
  Answered ask(Entry.Asking asking) {
    hint(
        "%s: %s · Enter: skip, ./parley inbox %s/%s shows all · exit: end the conversation"
            .formatted(asking.id(), Rulings.offered(asking), conversation.id(), asking.id()));
    while (true) {
      Optional<String> line = typing.line("%-10s › ".formatted(person)).map(String::strip);
      if (line.isEmpty()) {
        return Answered.LEFT;
      }
      if (line.get().equals(Watching.EXIT)) {
        return Answered.EXIT;
      }
      if (line.get().isEmpty() || sent(asking, line.get())) {
        return Answered.YES;
      }
    }
  }

  /** Whether the line was a decision; if not, the person is told and may type another one. */
  private boolean sent(Entry.Asking asking, String line) {
    try {
      Ruling ruling = new Rulings(kind(asking), session.texts()).typed(line);
      if (!asking.allow().contains(ruling.choice().wire())) {
        hint("allowed are " + String.join(", ", asking.allow()));
        return false;
      }
      say(conversation.decide(asking.id(), ruling.about(asking.digest()), person));
      return true;
    } catch (UsageException e) {
      hint(e.getMessage());
      return false;
    }
  }

  private void say(Verdict verdict) {
    switch (verdict) {
      case Verdict.Taken taken -> {}
      case Verdict.Refused refused -> hint("refused: " + refused.why());
      case Verdict.Recorded recorded -> hint("recorded, not yet taken: " + recorded.why());
    }
  }

  private void hint(String text) {
    session.console().err().println("  " + Display.terminal(text, "  "));
  }

  /** The requests that ask one of these names. */
  static Optional<Entry.Asking> first(List<Entry.Asking> open, List<String> names) {
    return open.stream()
        .filter(asking -> asking.who().isEmpty() || asking.who().stream().anyMatch(names::contains))
        .findFirst();
  }
}
