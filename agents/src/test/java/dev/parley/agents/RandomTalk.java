package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

/**
 * A conversation in which everything happens at random: replies, people, commands, failures, new
 * rounds. Beside it goes one that is written down as JSON and read again after each entry, as a run
 * that continues as new does; both must always do the same.
 */
final class RandomTalk {

  private static final int MOST_ENTRIES = 120;
  private static final List<String> WORDS =
      List.of(
          "ok",
          "TERMINATE",
          "DONE",
          Cast.PYTHON,
          "exitcode: 1",
          "```java\nx\n```",
          "hm",
          Replies.CALL,
          Replies.HAND + "a",
          Replies.HAND + "b",
          Replies.HAND + "user");
  private static final List<Event> LOSSES =
      List.of(Event.CANCELLED, Event.FAILED, Event.LIMIT, Event.NOT_SUMMARIZED);
  private static final List<Event> COMMANDS =
      List.of(
          Event.PAUSED,
          Event.RESUMED,
          Event.INTERRUPTED,
          Event.STOP,
          Event.STOPPED,
          Event.ENDED,
          Event.LOOP,
          Event.REFUSED);

  private final Random random;
  private final Simulator talk;
  private final Skeleton carriedSkeleton;
  private ConversationState carried = ConversationState.EMPTY;
  private boolean timed;

  RandomTalk(long seed) {
    // Small seeds alone give the same first choices.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    Blueprint blueprint = new RandomTeam(random).team().blueprint();
    this.talk =
        new Simulator(blueprint, effect -> new Replies().of(effect.agent(), word()).apply(effect));
    this.carriedSkeleton =
        Wire.carried(Questions.skeleton(Wire.carried(blueprint, Blueprint.class)), Skeleton.class);
  }

  Simulator talk() {
    return talk;
  }

  /** Whether time ended something, which no entry tells. */
  boolean timed() {
    return timed;
  }

  void run() {
    talk.task(word());
    follow();
    while (talk.heads().size() < MOST_ENTRIES && act()) {
      follow();
    }
  }

  /** The carried conversation takes the new entries, each as JSON. */
  private void follow() {
    List<EntryHead> heads = talk.heads();
    for (EntryHead head : heads.subList(carried.nextSeq(), heads.size())) {
      ConversationState next =
          Fold.apply(carriedSkeleton, carried, Wire.carried(head, EntryHead.class));
      carried = Wire.carried(next, ConversationState.class);
    }
    assertThat(carried).as("after %s", talk.trace()).isEqualTo(talk.state());
    assertThat(Conductor.next(carriedSkeleton, carried)).isEqualTo(talk.next());
  }

  // --- What happens

  /** One thing; false: it is over for good. */
  private boolean act() {
    switch (talk.next()) {
      case Step.End end -> {
        if (random.nextInt(3) == 0) {
          return false;
        }
        talk.again(word());
      }
      case Step.Hold hold -> either(Event.RESUMED);
      case Step.Wait wait -> {
        OpenRequest open = talk.state().open().firstEntry().getValue();
        if (random.nextInt(5) == 0) {
          change(open);
        } else if (open.kind().isAnswered()) {
          answer();
        } else {
          decide(open);
        }
      }
      case Step.Effect effect -> go(effect);
      case Step.Together together -> {
        assertThat(together.effects()).doesNotHaveDuplicates();
        go(together.effects().getFirst());
      }
    }
    return true;
  }

  private void go(Step.Effect effect) {
    // What only writes an entry cannot come to nothing.
    boolean written =
        effect instanceof Step.Ask
            || effect instanceof Step.Say
            || effect instanceof Step.Tell
            || effect instanceof Step.Hand
            // Tools have results whatever becomes of them.
            || effect instanceof Step.CallTools;
    switch (random.nextInt(written ? 1 : 0, 12)) {
      case 0 -> talk.lose(pick(LOSSES));
      case 1 -> talk.say(word());
      case 2 -> either(Event.PAUSED);
      case 3 -> elapse();
      default -> {
        Step done = talk.step();
        assertThat(done).isInstanceOfAny(Step.Effect.class, Step.Together.class);
      }
    }
  }

  private void decide(OpenRequest open) {
    Choice choice = pick(open.kind().choices());
    String standing = random.nextInt(3) == 0 ? "payments" : null;
    switch (random.nextInt(6)) {
      case 0 -> either(Event.INTERRUPTED);
      case 1 -> talk.say(word());
      case 2 -> talk.decide(open, choice, false, null);
      default -> talk.decide(open, choice, choice != Choice.DELEGATE, standing);
    }
  }

  private void change(OpenRequest open) {
    List<Move.Stage> others = List.of(new Move.Stage(List.of("omar", "finance"), 2));
    switch (random.nextInt(8)) {
      case 0 -> talk.change(Event.REMINDED, open.id(), new Move.Reminded(5, random.nextBoolean()));
      case 1 ->
          talk.change(
              Event.ESCALATED, open.id(), new Move.Passed(others, true, 9L, List.of(3L, 7L)));
      case 2 ->
          talk.change(Event.DELEGATED, open.id(), new Move.Passed(others, false, null, List.of()));
      case 3 -> talk.change(Event.CLAIMED, open.id(), new Move.Claimed("dana"));
      case 4 -> talk.change(Event.RELEASED, open.id(), new Move.Claimed(null));
      case 5 -> talk.change(Event.REFUSED, open.id(), new Move.Unfit(random.nextInt(3)));
      case 6 -> talk.change(Event.REVOKED, null, new Move.Revoked(1 + random.nextInt(2)));
      default -> mode();
    }
  }

  private void mode() {
    String agent = pick(talk.skeleton().members()).name();
    talk.signal(
        HeadDraft.event(Event.HUMAN, Simulator.PERSON)
            .to(agent)
            .move("", new Move.ModeSet(pick(List.of(Human.values())))));
  }

  private void answer() {
    switch (random.nextInt(8)) {
      case 0 -> talk.say("exit");
      case 1, 2 -> talk.say("");
      case 3 -> either(Event.INTERRUPTED);
      case 4 -> elapse();
      default -> talk.say(word());
    }
  }

  private void either(Event likely) {
    switch (random.nextInt(4)) {
      case 0 -> talk.command(pick(COMMANDS));
      case 1 -> {
        List<Skeleton.Member> members = talk.skeleton().members();
        talk.say(word(), pick(members).name());
      }
      default -> talk.command(likely);
    }
  }

  private void elapse() {
    long millis = random.nextInt(8_000);
    timed = true;
    talk.elapse(millis, 2 * millis);
    carried = carried.elapsed(carriedSkeleton, millis, 2 * millis);
  }

  private String word() {
    return pick(WORDS);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
