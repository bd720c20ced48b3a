package dev.parley.chaos;

import dev.parley.agents.Choice;
import dev.parley.agents.ToolEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a conversation asks people about, what they decide, and what is done to it meanwhile. It
 * follows from the seed alone; what happens then is up to the machine.
 *
 * @param continueAfter turns after which a run continues as new, 0: only by its size
 * @param rounds the calls of each of the model's answers
 * @param strikes what is done, at what moment
 */
record DecisionPlan(int continueAfter, List<List<Call>> rounds, List<Strike> strikes) {

  /** The people who are asked, both about everything. */
  static final List<String> PEOPLE = List.of("dana", "omar");

  private static final List<Moment> MOMENTS = List.copyOf(EnumSet.allOf(Moment.class));

  private static final int LATEST = 500;
  private static final int SLOWEST = 350;
  private static final int LONGEST_OUTAGE = 600;
  private static final int LONGEST_PEACE = 120;

  /** About as long as it takes to write a result down. */
  private static final int WRITING = 8;

  private static final int SHORTEST_FREEZE = 1_000;

  /**
   * A call of a tool.
   *
   * @param number in the conversation, from 1
   * @param pace how slow it is
   * @param votes what people decide about it
   */
  record Call(int number, ToolEffect effect, int amount, Counter.Pace pace, List<Vote> votes) {}

  /**
   * What somebody decides.
   *
   * @param delay milliseconds from the question to the decision in the store
   * @param pause milliseconds from then to the signal, -1: there is none, their machine went down
   */
  record Vote(String by, Choice choice, int delay, int pause) {}

  /** A step of a decision's life. */
  enum Moment {
    /** A decision is in the store, and its signal not sent. */
    RECORDED,
    /** Its signal is sent. */
    SIGNALLED,
    /** The tool runs. */
    CALLED,
    /** The tool has its answer, which nobody has written down. */
    ANSWERED
  }

  /**
   * A blow at such a step.
   *
   * @param call its number
   * @param blow its peace begins at the moment
   */
  record Strike(Moment moment, int call, Blow blow) {
    String shown() {
      return "%s, %s %d".formatted(blow.shown(), moment.name().toLowerCase(Locale.ROOT), call);
    }
  }

  /**
   * What a plan chooses from.
   *
   * @param targets what can be killed and stopped; none: nobody disturbs
   * @param longestFreeze at least a second
   * @param blows how many at most, at least one
   */
  record Scope(Set<Target> targets, Duration longestFreeze, int blows) {}

  /** The plan of a seed. */
  static DecisionPlan of(long seed, Scope scope) {
    return new Maker(new Random(seed * 0x9E3779B97F4A7C15L), scope).plan();
  }

  /** All calls in their order. */
  Stream<Call> calls() {
    return rounds.stream().flatMap(List::stream);
  }

  /** A call by its number. */
  Call call(int number) {
    return calls().filter(call -> call.number() == number).findFirst().orElseThrow();
  }

  private record Maker(Random random, Scope scope) {

    DecisionPlan plan() {
      int continueAfter = random.nextInt(3) == 0 ? 1 : 0;
      int silent = random.nextInt(5) == 0 ? 1 : 0;
      List<List<Call>> rounds = new ArrayList<>();
      int number = 1;
      for (int i = 1 + random.nextInt(2); i >= 0; i--) {
        List<Call> round = new ArrayList<>();
        for (int j = random.nextInt(3); j >= 0; j--) {
          round.add(call(number, number == silent));
          number++;
        }
        rounds.add(List.copyOf(round));
      }
      List<Call> all = rounds.stream().flatMap(List::stream).toList();
      List<Strike> strikes =
          scope.targets().isEmpty()
              ? List.of()
              : IntStream.range(0, 1 + random.nextInt(scope.blows()))
                  .mapToObj(i -> strike(all))
                  .toList();
      return new DecisionPlan(continueAfter, List.copyOf(rounds), strikes);
    }

    private Call call(int number, boolean silent) {
      ToolEffect effect =
          switch (random.nextInt(4)) {
            case 0 -> ToolEffect.READ;
            case 1 -> ToolEffect.IDEMPOTENT;
            default -> ToolEffect.ONCE;
          };
      Counter.Pace pace = new Counter.Pace(random.nextInt(SLOWEST), random.nextInt(SLOWEST));
      List<Vote> votes = silent ? List.of(vote(choice(), random.nextInt(LATEST), -1)) : votes();
      return new Call(number, effect, 10 + random.nextInt(90), pace, votes);
    }

    /** One, the same twice, or two that contradict each other at nearly the same moment. */
    private List<Vote> votes() {
      int wait = random.nextInt(LATEST);
      Vote first = vote(choice(), wait, pause());
      return switch (random.nextInt(5)) {
        case 0 -> List.of(first, new Vote(first.by(), first.choice(), near(wait), pause()));
        case 1 ->
            List.of(
                new Vote(PEOPLE.getFirst(), Choice.APPROVE, wait, pause()),
                new Vote(PEOPLE.getLast(), Choice.REJECT, near(wait), pause()));
        default -> List.of(first);
      };
    }

    private Vote vote(Choice choice, int wait, int pause) {
      return new Vote(PEOPLE.get(random.nextInt(PEOPLE.size())), choice, wait, pause);
    }

    private Choice choice() {
      return switch (random.nextInt(10)) {
        case 0 -> Choice.REJECT;
        case 1 -> Choice.EDIT;
        case 2 -> Choice.RESPOND;
        default -> Choice.APPROVE;
      };
    }

    private int near(int wait) {
      return Math.max(0, wait - 40 + random.nextInt(80));
    }

    private int pause() {
      return random.nextInt(120);
    }

    // --- What is done

    /** Of a call whose decision cannot be foreseen nobody knows whether it runs. */
    private Strike strike(List<Call> all) {
      List<Call> running = all.stream().filter(Maker::runs).toList();
      List<Call> signalled = all.stream().filter(Maker::isSignalled).toList();
      Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
      List<Call> possible =
          switch (moment) {
            case RECORDED -> all;
            case SIGNALLED -> signalled;
            case CALLED, ANSWERED -> running;
          };
      return possible.isEmpty() ? strike(Moment.RECORDED, all) : strike(moment, possible);
    }

    private Strike strike(Moment moment, List<Call> calls) {
      Call call = calls.get(random.nextInt(calls.size()));
      int peace =
          switch (moment) {
            case RECORDED, SIGNALLED -> random.nextInt(LONGEST_PEACE);
            case CALLED -> random.nextInt(call.pace().before() + call.pace().after() + 1);
            case ANSWERED -> random.nextInt(WRITING);
          };
      return new Strike(moment, call.number(), blow(peace));
    }

    private static boolean runs(Call call) {
      return call.votes().stream()
          .allMatch(vote -> vote.choice() == Choice.APPROVE || vote.choice() == Choice.EDIT);
    }

    private static boolean isSignalled(Call call) {
      return call.votes().stream().anyMatch(vote -> vote.pause() >= 0);
    }

    private Blow blow(int peace) {
      int longest = (int) scope.longestFreeze().toMillis();
      return random.nextInt(4) > 0
          ? new Blow.Kill(peace, targets(), random.nextInt(LONGEST_OUTAGE))
          : new Blow.Freeze(
              peace,
              targets(),
              SHORTEST_FREEZE + random.nextInt(Math.max(1, longest - SHORTEST_FREEZE)));
    }

    /** Mostly the worker, which alone can lose an effect. */
    private Set<Target> targets() {
      if (random.nextBoolean()) {
        return EnumSet.of(Target.WORKER);
      }
      List<Target> all = new ArrayList<>(scope.targets());
      Collections.sort(all);
      Collections.shuffle(all, random);
      return EnumSet.copyOf(all.subList(0, 1 + random.nextInt(all.size())));
    }
  }
}
