package dev.parley.cli;

import dev.parley.client.Conversation;
import dev.parley.client.Verdict;
import dev.parley.client.view.Display;

/** What a command says about something that was sent, and its exit code. */
final class Sent {

  private final Session session;

  Sent(Session session) {
    this.session = session;
  }

  /**
   * Says it.
   *
   * @param done what to say if it was taken
   */
  int say(Conversation conversation, Verdict verdict, String done) {
    Console console = session.console();
    return switch (verdict) {
      case Verdict.Taken taken -> {
        console.out().println(done);
        console.err().println(session.goesOn(conversation.id()));
        yield Exit.OK;
      }
      case Verdict.Refused refused -> {
        console.err().println("refused: " + Display.terminal(refused.why(), "  "));
        yield Exit.REFUSED;
      }
      case Verdict.Recorded sent -> {
        console.out().println(conversation.id() + ": sent, not yet taken");
        console.err().println(Display.terminal(sent.why(), ""));
        yield Exit.OK;
      }
    };
  }
}
