package dev.parley.activities;

import dev.parley.activities.tools.CallArguments;
import dev.parley.agents.Choice;
import dev.parley.agents.ConversationState;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Gate;
import dev.parley.agents.Kind;
import dev.parley.agents.Money;
import dev.parley.agents.Move;
import dev.parley.agents.OpenRequest;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.Draft;
import dev.parley.transcript.MailStore.Decision;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what people decide about requests. A decision that does not count changes nothing: it
 * becomes an event whose text is what its sender is told.
 */
final class Verdicts {

  private final Questioning questioning;
  private final RequestRules rules;
  private final Digests digests;

  Verdicts(Questioning questioning, RequestRules rules, Digests digests) {
    this.questioning = questioning;
    this.rules = rules;
    this.digests = digests;
  }

  /** Makes the keyed digest of arguments. */
  @FunctionalInterface
  interface Digests {
    /** The digest of a text in a conversation. */
    String of(String conversation, String text);
  }

  /** What a decision comes to. */
  sealed interface Verdict {
    /** An entry: the decision, or why it is none. */
    record Written(Draft draft) implements Verdict {}

    /** The answer to a human turn. */
    record Answered(OpenRequest open, String text) implements Verdict {}
  }

  /** A decision, whichever way it came. */
  record Vote(String by, boolean verified, Decision decision) {}

  Verdict judge(Room room, Vote vote) {
    ConversationState state = room.state();
    Optional<OpenRequest> found = open(state, vote.decision().request());
    if (found.isEmpty()) {
      return refused(vote, Bygone.why(room, state, vote.decision().request()));
    }
    OpenRequest open = found.get();
    Questioning.Bound matter = questioning.bound(room, open);
    Decision decision = vote.decision();
    if (decision.digest() != null && !decision.digest().equals(matter.digest())) {
      return refused(vote, "what " + open.id() + " asks about has changed since; look at it again");
    }
    Gate.Verdict verdict =
        Gate.judge(
            open, rules.terms(matter.policy(), open.kind()), voter(room, vote), decision.choice());
    return switch (verdict) {
      case Gate.Verdict.Refused(String why) -> refused(vote, why);
      case Gate.Verdict.Counts counts -> counted(room, open, matter, vote, counts);
    };
  }

  /** Whether somebody is asked about a request, whatever he wants to do about it. */
  boolean isAsked(OpenRequest open, String by) {
    Set<String> names = rules.names(by);
    return open.who().stream().anyMatch(names::contains);
  }

  private Gate.Voter voter(Room room, Vote vote) {
    return new Gate.Voter(
        vote.by(), rules.names(vote.by()), vote.verified(), vote.by().equals(room.starter()));
  }

  private static Optional<OpenRequest> open(ConversationState state, String id) {
    return id.isEmpty() && state.open().size() == 1
        ? Optional.of(state.open().firstEntry().getValue())
        : state.openRequest(id);
  }

  // --- What counts

  private Verdict counted(
      Room room,
      OpenRequest open,
      Questioning.Bound matter,
      Vote vote,
      Gate.Verdict.Counts counts) {
    Decision decision = vote.decision();
    return switch (decision.choice()) {
      case DELEGATE -> delegated(open, vote);
      case EDIT -> edited(room, open, matter, vote, counts);
      case RESPOND ->
          open.kind().isAnswered()
              ? new Verdict.Answered(open, decision.text() == null ? "" : decision.text())
              : voted(
                  open,
                  vote,
                  new Move.Voted(decision.choice(), true, counts.stage(), List.of(), null, null),
                  null,
                  matter.digest());
      case APPROVE -> approved(room, open, matter, vote, counts);
      case REJECT, HAPPENED, NOT_HAPPENED, RETRY ->
          voted(
              open,
              vote,
              new Move.Voted(decision.choice(), true, counts.stage(), List.of(), null, null),
              null,
              matter.digest());
    };
  }

  private Verdict approved(
      Room room,
      OpenRequest open,
      Questioning.Bound matter,
      Vote vote,
      Gate.Verdict.Counts counts) {
    Decision decision = vote.decision();
    if (decision.remember() && !(matter.policy().remember() && open.kind() == RequestKind.TOOL)) {
      return refused(
          vote, "the policy of " + open.id() + " allows no standing approval; approve without it");
    }
    boolean stands = decision.remember() && counts.settles();
    Money raise = open.kind() == RequestKind.BUDGET ? raise(room, decision.amount()) : null;
    if (decision.amount() != null && (raise == null || decision.amount().signum() <= 0)) {
      return refused(vote, "an amount is for raising a budget, and more than 0");
    }
    return voted(
        open,
        vote,
        new Move.Voted(
            Choice.APPROVE,
            counts.settles(),
            counts.stage(),
            List.of(),
            stands ? matter.policies() : null,
            raise),
        null,
        matter.digest());
  }

  private static Money raise(Room room, @Nullable BigDecimal amount) {
    BigDecimal own = room.blueprint().budget().cost();
    BigDecimal dollars = amount == null ? own : amount;
    return dollars == null ? Money.ZERO : Money.dollars(dollars.max(BigDecimal.ZERO));
  }

  private Verdict edited(
      Room room,
      OpenRequest open,
      Questioning.Bound matter,
      Vote vote,
      Gate.Verdict.Counts counts) {
    String arguments = vote.decision().arguments();
    String tool = matter.tool();
    if (tool == null || arguments == null) {
      return refused(vote, "edit needs the complete new arguments as a JSON object");
    }
    Optional<String> object = object(arguments);
    if (object.isEmpty()) {
      return refused(vote, "the new arguments are no JSON object");
    }
    Optional<String> wrong = rules.wrongArguments(room.blueprint(), tool, object.get());
    if (wrong.isPresent()) {
      return refused(vote, "the new arguments do not fit " + tool + ": " + wrong.get());
    }
    List<Move.Stage> stages =
        rules.stages(
            matter.policy(), Questioning.subject(room, open.agent(), tool, object.get(), null));
    boolean more = counts.stage() < stages.size();
    boolean settles = counts.settles() && !more;
    return voted(
        open,
        vote,
        new Move.Voted(
            Choice.EDIT,
            settles,
            counts.stage(),
            stages.equals(open.stages()) ? List.of() : stages,
            null,
            null,
            questioning.preview(room, object.get())),
        object.get(),
        digests.of(room.at().conversation(), object.get()));
  }

  /** A JSON object as it was written, so that 120.00 stays 120.00; absent: it is none. */
  private static Optional<String> object(String arguments) {
    return arguments.isBlank()
        ? Optional.empty()
        : CallArguments.parse(arguments).map(tree -> CallArguments.mended(arguments.strip()));
  }

  private static Verdict voted(
      OpenRequest open,
      Vote vote,
      Move.Voted move,
      @Nullable String arguments,
      @Nullable String digest) {
    Decision decision = vote.decision();
    Entry.Deciding detail =
        new Entry.Deciding(
            open.id(),
            decision.choice(),
            vote.by(),
            vote.verified() ? "token" : "said",
            decision.note(),
            decision.text(),
            arguments,
            digest);
    String words = decision.text();
    String choice = decision.choice().wire();
    String text = words == null || words.isBlank() ? choice : choice + ": " + words;
    return new Verdict.Written(
        Draft.of(vote.by(), Kind.DECISION, new Words(text, detail, null))
            .withPerson(vote.by(), open.agent().isEmpty() ? null : open.agent(), open.id(), false)
            .withMove(open.id(), move));
  }

  private Verdict delegated(OpenRequest open, Vote vote) {
    String to = vote.decision().to();
    if (to == null || to.isBlank() || to.equals(vote.by())) {
      return refused(vote, "delegate needs the name of somebody else: --to NAME");
    }
    Set<String> own = rules.names(vote.by());
    List<Move.Stage> stages = new ArrayList<>(open.stages());
    Move.Stage stage = stages.get(open.stage());
    List<String> who =
        new ArrayList<>(stage.who().stream().filter(one -> !own.contains(one)).toList());
    // A group that was asked stays asked: only the person steps back.
    stage.who().stream()
        .filter(one -> own.contains(one) && !one.equals(vote.by()))
        .forEach(who::add);
    if (!who.contains(to)) {
      who.add(to);
    }
    stages.set(open.stage(), new Move.Stage(who, stage.quorum()));
    return new Verdict.Written(
        Draft.event(
                Event.DELEGATED,
                vote.by(),
                Words.of("%s asks %s to decide %s".formatted(vote.by(), to, open.id())))
            .withMove(
                open.id(), new Move.Passed(stages, false, open.deadlineAt(), open.remindAt())));
  }

  // --- What does not

  private static Verdict refused(Vote vote, String why) {
    return new Verdict.Written(Draft.event(Event.REFUSED, vote.by(), Words.of(why)));
  }
}
