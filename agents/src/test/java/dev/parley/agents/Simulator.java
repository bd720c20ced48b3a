package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drives a team from step to step as a workflow does, without any effect: a function says what each
 * effect comes to. It takes care that no intent comes twice, because the store would answer the
 * second one with the entry of the first.
 */
final class Simulator {

  /** The person who starts conversations and speaks in them. */
  static final String PERSON = "ann";

  private static final int MOST_STEPS = 500;

  private final Questions questions;
  private final Skeleton skeleton;
  private final Function<Step.Effect, HeadDraft> script;
  private final List<EntryHead> heads = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<Intent> intents = new HashSet<>();
  private ConversationState state = ConversationState.EMPTY;
  private int signals;

  Simulator(Blueprint blueprint, Function<Step.Effect, HeadDraft> script) {
    this.questions = Questions.of(blueprint);
    this.skeleton = Questions.skeleton(blueprint);
    this.script = script;
  }

  static Simulator of(Team team, Replies replies) {
    return new Simulator(team.blueprint(), replies);
  }

  static Simulator of(Team team) {
    return of(team, new Replies());
  }

  // --- The course

  Step next() {
    return Conductor.next(skeleton, state);
  }

  /** One step; an effect happens. */
  Step step() {
    Step next = next();
    steps.add(next);
    if (next instanceof Step.Effect effect) {
      append(effect.intent(), script.apply(effect));
    } else if (next instanceof Step.Together together) {
      together.effects().forEach(effect -> append(effect.intent(), script.apply(effect)));
    }
    return next;
  }

  /** The next step's effect comes to nothing. */
  void lose(Event how) {
    Step next = next();
    steps.add(next);
    List<Step.Effect> effects =
        next instanceof Step.Together together ? together.effects() : List.of((Step.Effect) next);
    for (Step.Effect effect : effects) {
      String agent = effect.agent();
      append(effect.intent(), HeadDraft.event(how, null).to(agent.isEmpty() ? null : agent));
    }
  }

  /** Goes on until there is nothing to do; the step that says why. */
  Step run() {
    for (int i = 0; i < MOST_STEPS; i++) {
      Step step = step();
      if (!(step instanceof Step.Effect) && !(step instanceof Step.Together)) {
        return step;
      }
    }
    throw new AssertionError("no end after %d steps: %s".formatted(MOST_STEPS, trace()));
  }

  /** Goes on until the end. */
  Step.End end() {
    Step last = run();
    assertThat(last).as("after %s", trace()).isInstanceOf(Step.End.class);
    return (Step.End) last;
  }

  // --- What people do

  Simulator task(String text) {
    append(Intent.TASK, HeadDraft.text(Names.USER, text).by(PERSON).opening());
    return this;
  }

  /** Words, or the answer if one is waited for: empty is Enter. */
  Simulator say(String text) {
    OpenRequest question = state.question().orElse(null);
    if (question == null) {
      return signal(HeadDraft.text(PERSON, text));
    }
    String request = question.id();
    if (question.kind() == RequestKind.SPEAKER) {
      String chosen = Conductor.eligible(skeleton, state).stream().findFirst().orElse(Edge.END);
      return signal(HeadDraft.event(Event.SELECTED, PERSON).to(chosen).request(request));
    }
    String agent = question.agent();
    if (agent.isEmpty() || state.turnOf(agent).isEmpty()) {
      return signal(
          agent.isEmpty()
              ? HeadDraft.text(PERSON, text).request(request)
              : HeadDraft.text(PERSON, text));
    }
    if (text.isEmpty() || text.equals("exit")) {
      Event event = text.isEmpty() ? Event.SILENT : Event.EXIT;
      return signal(HeadDraft.event(event, PERSON).to(agent).request(request));
    }
    return signal(HeadDraft.text(agent, text).request(request));
  }

  /** A decision that settles a request, or only counts. */
  Simulator decide(OpenRequest open, Choice choice, boolean settles, @Nullable String standing) {
    return signal(
        HeadDraft.of(PERSON, Kind.DECISION, choice.wire())
            .to(open.agent().isEmpty() ? null : open.agent())
            .move(
                open.id(),
                new Move.Voted(choice, settles, open.stage(), List.of(), standing, new Money(5))));
  }

  /** An event about a request. */
  Simulator change(Event event, @Nullable String about, Move move) {
    HeadDraft draft = HeadDraft.event(event, PERSON);
    return signal(about == null ? draft.move("", move) : draft.move(about, move));
  }

  /** Words to one agent. */
  Simulator say(String text, String to) {
    return signal(HeadDraft.text(PERSON, text).to(to));
  }

  /** Words to a finished conversation. */
  Simulator again(String text) {
    return signal(HeadDraft.text(PERSON, text).opening());
  }

  Simulator command(Event event) {
    return signal(HeadDraft.event(event, PERSON));
  }

  Simulator signal(HeadDraft draft) {
    signals++;
    append(Intent.signal("s" + signals), draft.by(PERSON));
    return this;
  }

  void append(Intent intent, HeadDraft draft) {
    assertThat(intents.add(intent)).as("%s comes twice: %s", intent, trace()).isTrue();
    EntryHead head = draft.at(state.nextSeq(), intent, questions);
    heads.add(head);
    state = Fold.apply(skeleton, state, head);
  }

  void elapse(long activeMillis, long allMillis) {
    state = state.elapsed(skeleton, activeMillis, allMillis);
  }

  // --- What came of it

  ConversationState state() {
    return state;
  }

  Skeleton skeleton() {
    return skeleton;
  }

  List<EntryHead> heads() {
    return List.copyOf(heads);
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The authors of the messages in order. */
  List<String> speakers() {
    return heads.stream().filter(head -> head.kind().isMessage()).map(EntryHead::author).toList();
  }

  /** The steps in short: {@code call coder}, {@code run runner 1}, {@code end maxTurns}. */
  List<String> trace() {
    return steps.stream().map(Simulator::shown).toList();
  }

  private static String shown(Step step) {
    return switch (step) {
      case Step.Call call -> "call " + call.agent();
      case Step.Run run -> "run " + run.agent() + " " + run.code();
      case Step.Say say -> "say " + say.agent();
      case Step.Invoke invoke -> "invoke " + invoke.agent();
      case Step.Summarize sum -> "sum " + sum.agent();
      case Step.Ask ask -> "ask " + ask.agent() + " " + ask.request();
      case Step.CallTools tools -> "tools " + tools.agent();
      case Step.Tell tell -> "tell " + tell.agent() + " " + tell.about();
      case Step.Warn warn -> "warn";
      case Step.Hand hand -> "hand " + hand.agent() + " " + hand.to();
      case Step.Select select -> "select " + select.eligible();
      case Step.Combine combine -> "combine";
      case Step.Together together ->
          together.effects().stream().map(Simulator::shown).collect(Collectors.joining(" | "));
      case Step.Chat chat -> "chat " + chat.agent() + " " + chat.nest() + "/" + chat.chat();
      case Step.Hear hear -> "hear " + hear.agent() + " " + hear.conversation();
      case Step.Wait wait -> "wait " + wait.request();
      case Step.Hold hold -> "hold " + hold.why();
      case Step.End end -> "end " + end.reason();
    };
  }
}
