package dev.parley.transcript.jdbc;

import dev.parley.agents.Choice;
import dev.parley.agents.Entry.Asking;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Policy.Priority;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.Draft;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries about requests, as workers write them. */
final class Asks {

  static final String REFUND = "{\"id\":17,\"amount\":240.00}";

  private Asks() {}

  static Move.Stage stage(String... who) {
    return new Move.Stage(List.of(who), 1);
  }

  /** What a tool call asks of stages of people. */
  static Draft tool(String id, Priority priority, Move.Stage... stages) {
    var asking =
        new Asking(
            id,
            RequestKind.TOOL.wire(),
            stages.length == 0 ? List.of() : stages[0].who(),
            List.of("approve", "reject"),
            "cashier",
            "refund",
            "call-1",
            REFUND,
            "digest",
            90_000L,
            "escalate to cfo",
            "big",
            priority);
    var move =
        new Move.Asked(RequestKind.TOOL, "call-1", Arrays.asList(stages), 90_000L, List.of());
    return Draft.of("cashier", Kind.REQUEST, new Words("asked", asking, null)).withMove(id, move);
  }

  static Draft tool(String id, String... who) {
    return tool(id, Priority.NORMAL, stage(who));
  }

  /** A human turn as versions before 3 of the schema wrote it. */
  static Draft old(String id, String agent, String... who) {
    var asking = new Asking(id, "human", List.of(who), List.of("respond"));
    return Draft.of(agent, Kind.REQUEST, new Words("asked", asking, null))
        .withPerson(null, null, id, false);
  }

  /** The question how it goes on after an interrupt. */
  static Draft ofNobody(String id) {
    return Draft.of("parley", Kind.REQUEST, Words.of("asked"))
        .withMove(id, new Move.Asked(RequestKind.HUMAN, null, List.of(), null, List.of()));
  }

  static Draft voted(String id, boolean settles, int stage, Move.Stage... stages) {
    return Draft.of("dana", Kind.DECISION, Words.of("yes"))
        .withPerson("dana", null, id, false)
        .withMove(
            id, new Move.Voted(Choice.APPROVE, settles, stage, Arrays.asList(stages), null, null));
  }

  static Draft event(Event event, String id, @Nullable Move move) {
    Draft draft = Draft.event(event, "dana", Words.of("")).withPerson("dana", null, id, false);
    return move == null ? draft : draft.withMove(id, move);
  }

  static Draft event(Event event) {
    return Draft.event(event, "ann", Words.of(""));
  }
}
