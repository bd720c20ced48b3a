package dev.parley.activities;

import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Names;
import dev.parley.agents.OpenRequest;
import dev.parley.agents.Policy;
import dev.parley.agents.Policy.Then;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.Draft;
import dev.parley.workflows.Append;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a request when a reminder or its deadline is due. */
final class Deadlines {

  private Deadlines() {}

  /** What follows: an entry of its own, or an answer in the place of a person's. */
  sealed interface Outcome {
    /** This entry. */
    record Written(Draft draft) implements Outcome {}

    /** As if a person had said this. */
    record Answered(String text) implements Outcome {}
  }

  static Outcome of(OpenRequest open, Policy policy, Append.Due due) {
    if (!due.deadline()) {
      return new Outcome.Written(reminded(open, due));
    }
    Then then = then(open.kind(), policy, due.level());
    if (then instanceof Then.Escalate escalate) {
      return new Outcome.Written(escalated(open, escalate, due.at()));
    }
    if (open.kind() == RequestKind.IN_DOUBT || then == null) {
      return new Outcome.Written(reminded(open, due));
    }
    if (open.kind().isAnswered()) {
      return new Outcome.Answered(then instanceof Then.Respond respond ? respond.text() : "");
    }
    return new Outcome.Written(decided(open, then));
  }

  private static @Nullable Then then(RequestKind kind, Policy policy, int level) {
    Then then = policy.then();
    for (int i = 0; i < level && then instanceof Then.Escalate escalate; i++) {
      then = escalate.then();
    }
    // Nobody can approve an answer that was not given.
    boolean nothing = then == null || (kind == RequestKind.TASK && then instanceof Then.Approve);
    return nothing ? otherwise(kind) : then;
  }

  /** Where a policy has a deadline and says nothing of what then happens. */
  private static @Nullable Then otherwise(RequestKind kind) {
    return switch (kind) {
      case HUMAN, HANDOFF, SPEAKER -> new Then.Respond("");
      case TOOL, TASK, CODE, PLAN, BUDGET -> new Then.Reject();
      case IN_DOUBT -> null;
    };
  }

  private static Draft reminded(OpenRequest open, Append.Due due) {
    String who = String.join(", ", open.who());
    String text =
        due.deadline()
            ? "the deadline of %s has passed; %s is still asked".formatted(open.id(), who)
            : "%s was reminded of %s".formatted(who, open.id());
    return Draft.event(Event.REMINDED, null, Words.of(text))
        .withMove(open.id(), new Move.Reminded(due.at(), due.deadline()));
  }

  private static Draft escalated(OpenRequest open, Then.Escalate escalate, long at) {
    Long deadline = escalate.deadline() == null ? null : at + escalate.deadline().toMillis();
    List<Long> remind = escalate.remind().stream().map(one -> at + one.toMillis()).toList();
    return Draft.event(
            Event.ESCALATED,
            null,
            Words.of(
                "%s %s; %s is asked now"
                    .formatted(
                        open.usedUp() ? "no answer was as asked for" : "nobody decided",
                        open.usedUp() ? open.id() : open.id() + " in time",
                        String.join(", ", escalate.who()))))
        .withMove(
            open.id(),
            new Move.Passed(List.of(new Move.Stage(escalate.who(), 1)), true, deadline, remind));
  }

  private static Draft decided(OpenRequest open, Then then) {
    Choice choice =
        switch (then) {
          case Then.Approve approve -> Choice.APPROVE;
          case Then.Respond respond -> Choice.RESPOND;
          case Then.Reject reject -> Choice.REJECT;
          case Then.Escalate escalate -> throw new IllegalStateException("is no decision");
        };
    String text = then instanceof Then.Respond respond ? respond.text() : "nobody decided in time";
    return Draft.of(
            Names.PARLEY,
            Kind.DECISION,
            new Words(
                "%s: %s, because nobody decided in time".formatted(open.id(), choice.wire()),
                new Entry.Deciding(
                    open.id(), choice, Names.PARLEY, "policy", null, text, null, null),
                null))
        .withPerson(Names.PARLEY, null, open.id(), false)
        .withMove(open.id(), new Move.Voted(choice, true, open.stage(), List.of(), null, null));
  }

  /** What happens at a deadline, for people. */
  static String words(RequestKind kind, @Nullable Then written) {
    Then then = written == null ? otherwise(kind) : written;
    return switch (then) {
      case null -> "it stays open";
      case Then.Approve approve -> "approve";
      case Then.Reject reject -> "reject";
      case Then.Respond respond ->
          respond.text().isEmpty() ? "the automatic reply" : "respond " + respond.text();
      case Then.Escalate escalate -> String.join(", ", escalate.who());
    };
  }
}
