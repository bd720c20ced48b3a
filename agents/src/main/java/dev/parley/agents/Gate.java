package dev.parley.agents;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges decisions of people: whether one counts, and whether it settles the request. A pure
 * function of the request, its terms and what is known of who decides.
 */
public final class Gate {

  private Gate() {}

  /**
   * The terms of a request, from its policies.
   *
   * @param allow the decisions there are
   * @param fourEyes whether the starter decides nothing, and nobody twice
   * @param proof whether only a token proves a decision
   * @param singleUser whether the worker serves one person, so that what is said is taken as proved
   */
  public record Terms(List<Choice> allow, boolean fourEyes, boolean proof, boolean singleUser) {
    public Terms {
      allow = List.copyOf(allow);
    }
  }

  /**
   * Who decides.
   *
   * @param by the name
   * @param names everything by which that person may be asked: the name itself, groups, {@code
   *     starter}, those for whom that person stands in
   * @param verified whether a token proves it
   * @param starter whether that person has started the conversation
   */
  public record Voter(String by, Set<String> names, boolean verified, boolean starter) {
    public Voter {
      names = Set.copyOf(names);
    }
  }

  /** The judgement. */
  public sealed interface Verdict {
    /** It changes nothing; the sender is told why. */
    record Refused(String why) implements Verdict {}

    /** It counts. */
    record Counts(int stage, boolean settles) implements Verdict {}
  }

  /** Judges a decision about an open request. */
  public static Verdict judge(OpenRequest open, Terms terms, Voter voter, Choice choice) {
    if (!terms.allow().contains(choice)) {
      return new Verdict.Refused(
          "%s is not allowed for %s; allowed are %s"
              .formatted(choice.wire(), open.id(), words(terms.allow())));
    }
    Move.Stage stage = stage(open);
    if (stage.who().stream().noneMatch(voter.names()::contains)) {
      return new Verdict.Refused(
          "%s is not asked about %s; asked are %s"
              .formatted(voter.by(), open.id(), String.join(", ", stage.who())));
    }
    if (terms.fourEyes() && voter.starter()) {
      return new Verdict.Refused(
          voter.by() + " has started this conversation and may not decide in it (four eyes)");
    }
    boolean twice =
        open.votes().contains(voter.by())
            || (terms.fourEyes() && open.before().contains(voter.by()));
    if (twice && choice != Choice.REJECT) {
      return new Verdict.Refused(voter.by() + " has decided " + open.id() + " already");
    }
    if (!voter.verified() && needsProof(open, terms, stage, choice)) {
      return new Verdict.Refused(
          "a decision about %s needs proof; use the link of the notice, or --token"
              .formatted(open.id()));
    }
    return counted(open, stage, choice);
  }

  private static boolean needsProof(
      OpenRequest open, Terms terms, Move.Stage stage, Choice choice) {
    boolean strict =
        stage.quorum() > 1
            || terms.fourEyes()
            || choice == Choice.DELEGATE
            || open.kind() == RequestKind.BUDGET;
    return terms.proof() || (strict && !terms.singleUser());
  }

  private static Verdict counted(OpenRequest open, Move.Stage stage, Choice choice) {
    return switch (choice) {
      case REJECT, RESPOND, HAPPENED, NOT_HAPPENED, RETRY -> new Verdict.Counts(open.stage(), true);
      case DELEGATE -> new Verdict.Counts(open.stage(), false);
      case APPROVE -> agreed(open, stage, open.votes().size() + 1);
      // Whoever agreed before agreed to other arguments.
      case EDIT -> agreed(open, stage, 1);
    };
  }

  private static Verdict agreed(OpenRequest open, Move.Stage stage, int votes) {
    if (votes < stage.quorum()) {
      return new Verdict.Counts(open.stage(), false);
    }
    return new Verdict.Counts(open.stage() + 1, open.stage() + 1 >= open.stages().size());
  }

  private static Move.Stage stage(OpenRequest open) {
    return open.stage() < open.stages().size()
        ? open.stages().get(open.stage())
        : new Move.Stage(List.of("starter"), 1);
  }

  private static String words(List<Choice> choices) {
    return choices.stream().map(Choice::wire).collect(Collectors.joining(", "));
  }

  /** What is due first of all open requests, at a time; empty: nothing yet. */
  public static Stream<OpenRequest> due(ConversationState state, long now) {
    return state.open().values().stream()
        .filter(open -> open.usedUp() || (open.dueAt() != null && open.dueAt() <= now));
  }
}
