package dev.parley.activities;

import dev.parley.agents.ConversationState;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Move;
import dev.parley.agents.OpenRequest;
import dev.parley.agents.Reply;
import dev.parley.transcript.Draft;
import dev.parley.workflows.Append;
import java.util.Optional;

/** What people change about requests without deciding them. */
final class Changes {

  private final Verdicts verdicts;

  Changes(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /**
   * The event that a change becomes, or the one that refuses it.
   *
   * @param unnamed who is meant where nobody is named
   */
  Draft of(Room room, Append.Changed changed, String unnamed) {
    String by = changed.by() == null ? unnamed : changed.by();
    ConversationState state = room.state();
    return switch (changed.change()) {
      case Append.Claim(String request) -> claim(state, request, by);
      case Append.Release(String request) -> release(state, request, by);
      case Append.Revoke(int standing) -> revoke(state, standing, by);
      case Append.Mode mode -> mode(room, mode, by);
    };
  }

  private Draft claim(ConversationState state, String request, String by) {
    Optional<OpenRequest> open = state.openRequest(request);
    if (open.isEmpty()) {
      return refused(by, request + " is not open");
    }
    if (!verdicts.isAsked(open.get(), by)) {
      return refused(
          by,
          "%s is not asked about %s; asked are %s"
              .formatted(by, request, String.join(", ", open.get().who())));
    }
    String other = open.get().claimedBy();
    if (other != null && !other.equals(by)) {
      return refused(by, "%s takes care of %s already".formatted(other, request));
    }
    return Draft.event(Event.CLAIMED, by, Words.of("%s takes care of %s".formatted(by, request)))
        .withMove(request, new Move.Claimed(by));
  }

  private Draft release(ConversationState state, String request, String by) {
    Optional<OpenRequest> open = state.openRequest(request);
    if (open.isEmpty() || open.get().claimedBy() == null) {
      return refused(by, "nobody takes care of " + request);
    }
    if (!verdicts.isAsked(open.get(), by)) {
      return refused(by, "%s is not asked about %s".formatted(by, request));
    }
    return Draft.event(
            Event.RELEASED, by, Words.of("%s leaves %s to the others".formatted(by, request)))
        .withMove(request, new Move.Claimed(null));
  }

  private static Draft revoke(ConversationState state, int standing, String by) {
    ConversationState.Standing found = state.standing().get(standing);
    return found == null
        ? refused(by, "there is no standing approval " + standing)
        : Draft.event(
                Event.REVOKED,
                by,
                Words.of(
                    "%s ended standing approval %d: %s by %s"
                        .formatted(by, standing, found.tool(), found.agent())))
            .withMove(null, new Move.Revoked(standing));
  }

  private static Draft mode(Room room, Append.Mode mode, String by) {
    boolean asks =
        room.blueprint().agents().stream()
            .anyMatch(
                agent ->
                    agent.name().equals(mode.agent())
                        && agent.way(Reply.AskHuman.class).isPresent());
    return asks
        ? Draft.event(
                Event.HUMAN,
                by,
                Words.of("%s: %s from now on".formatted(mode.agent(), mode.mode())))
            .withPerson(by, mode.agent(), null, false)
            .withMove(null, new Move.ModeSet(mode.mode()))
        : refused(by, "no agent called \"" + mode.agent() + "\" ever asks a person");
  }

  private static Draft refused(String by, String why) {
    return Draft.event(Event.REFUSED, by, Words.of(why));
  }
}
