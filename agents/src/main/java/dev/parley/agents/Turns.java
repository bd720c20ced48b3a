package dev.parley.agents;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How an agent makes its reply: the first way of its chain that applies, one effect at a time. */
final class Turns {

  private Turns() {}

  /** The next effect of an agent's turn, or the end that its own rules ask for. */
  static Step next(Skeleton skeleton, ConversationState state, String agent) {
    Skeleton.Member member = skeleton.member(agent);
    Turn turn = state.turnOf(agent).orElseGet(() -> Turn.begin(agent));
    Intent intent = Intent.call(state.turnNumber(agent), agent, turn.calls() + 1);
    Optional<Step> unfinished = goOn(member, state, turn, intent);
    if (unfinished.isPresent()) {
      return unfinished.get();
    }
    if (turn.from() == 0) {
      Progress progress = state.of(agent);
      boolean limited = limited(member, progress);
      if (human(member, progress) == Human.NEVER && (progress.closed() || limited)) {
        return end(member, state, progress);
      }
    }
    return way(member, state, turn, intent);
  }

  /** What the turn has begun and not finished: tools, a decision, its own code. */
  private static Optional<Step> goOn(
      Skeleton.Member member, ConversationState state, Turn turn, Intent intent) {
    if (turn.consulting() != null) {
      return Optional.of(chat(member, turn.consulting(), intent));
    }
    Batch batch = turn.batch();
    if (batch != null) {
      int number = state.turnNumber(member.name());
      return Optional.of(
          ask(member, state, batch)
              .orElseGet(
                  () ->
                      new Step.CallTools(intent, member.name(), batch, number, turn.rounds() + 1)));
    }
    if (turn.hands() != null) {
      return Optional.of(new Step.Hand(intent, member.name(), turn.hands()));
    }
    if (turn.denied() != null) {
      return Optional.of(new Step.Tell(intent, member.name(), turn.denied()));
    }
    if (turn.ownCode() < 0) {
      return Optional.empty();
    }
    return Optional.of(
        turn.ownAsks() && !Objects.equals(turn.cleared(), turn.ownCode())
            ? ask(member, state, RequestKind.CODE, null, turn.ownCode())
            : new Step.Run(intent, member.name(), run(member), turn.ownCode()));
  }

  /** The first call of a batch that a person must still be asked about. */
  static Optional<Step> ask(Skeleton.Member member, ConversationState state, Batch batch) {
    return batch
        .first(Batch.Stand.ASK)
        .map(
            call ->
                ask(
                    member,
                    state,
                    call.person() ? RequestKind.TASK : RequestKind.TOOL,
                    call.id(),
                    -1));
  }

  private static Step ask(
      Skeleton.Member member,
      ConversationState state,
      RequestKind kind,
      @Nullable String call,
      int code) {
    return ask(member.name(), state, kind, call, code, List.of());
  }

  static Step.Ask ask(
      String agent,
      ConversationState state,
      RequestKind kind,
      @Nullable String call,
      int code,
      List<String> who) {
    String id = "r" + (state.requests() + 1);
    return new Step.Ask(Intent.request(id), agent, id, kind, call, code, who);
  }

  /** The way that brought nothing: asking, if a person was silent, else the reply function. */
  static int current(Skeleton.Member member, Turn turn, boolean person) {
    Class<? extends Skeleton.Way> silent =
        person ? Skeleton.Way.Ask.class : Skeleton.Way.Invoke.class;
    List<Skeleton.Way> ways = member.ways();
    for (int i = turn.from(); i < ways.size(); i++) {
      if (silent.isInstance(ways.get(i))) {
        return i;
      }
    }
    return turn.from();
  }

  private static Step way(
      Skeleton.Member member, ConversationState state, Turn turn, Intent intent) {
    Progress progress = state.of(member.name());
    List<Skeleton.Way> ways = member.ways();
    for (int i = turn.from(); i < ways.size(); i++) {
      boolean last = i == ways.size() - 1;
      if (turn.rounds() > 0 && !(ways.get(i) instanceof Skeleton.Way.Call)) {
        continue; // its model has called tools: nobody else finishes the turn
      }
      switch (ways.get(i)) {
        case Skeleton.Way.Ask ask -> {
          if (asks(member, progress)) {
            return ask(member.name(), state, RequestKind.HUMAN, null, -1, ask.who());
          }
        }
        case Skeleton.Way.Run run -> {
          if ((progress.code() >= 0 && !turn.reflected()) || last) {
            return run(
                member, state, turn, new Step.Run(intent, member.name(), run, progress.code()));
          }
        }
        case Skeleton.Way.Call call -> {
          return call(member, turn, intent, call);
        }
        case Skeleton.Way.Say say -> {
          return new Step.Say(intent, member.name());
        }
        case Skeleton.Way.Hold hold -> {
          Optional<Integer> nest = nest(hold, progress);
          if (nest.isPresent()) {
            return new Step.Chat(intent, member.name(), nest.get(), 0);
          }
        }
        case Skeleton.Way.Invoke invoke -> {
          return new Step.Invoke(intent, member.name(), invoke.function());
        }
      }
    }
    return new Step.End("complete", -1, member.name(), state.lastMessage());
  }

  /** The queue that the last message of others starts, or the first that anything starts. */
  private static Optional<Integer> nest(Skeleton.Way.Hold hold, Progress progress) {
    return Optional.ofNullable(progress.nest())
        .or(
            () ->
                IntStream.range(0, hold.nests().size())
                    .filter(i -> hold.nests().get(i).from().isEmpty())
                    .filter(i -> hold.nests().get(i).when() == null)
                    .boxed()
                    .findFirst());
  }

  /** The chats of a queue, one after the other; then the last summary is the reply. */
  private static Step chat(Skeleton.Member member, Consulting chats, Intent intent) {
    int all = member.chatsOf(chats.nest());
    if (chats.running() != null) {
      return new Step.Hear(intent, member.name(), chats.running(), chats.next() >= all - 1);
    }
    return chats.next() >= all && chats.said() != null
        ? new Step.Tell(intent, member.name(), chats.said())
        : new Step.Chat(intent, member.name(), chats.nest(), chats.next());
  }

  private static Step run(
      Skeleton.Member member, ConversationState state, Turn turn, Step.Run run) {
    boolean asks = run.code() >= 0 && state.of(member.name()).asks();
    return asks && !Objects.equals(turn.cleared(), run.code())
        ? ask(member, state, RequestKind.CODE, null, run.code())
        : run;
  }

  /** When its rounds of tools are used up, the results themselves are said, or put into words. */
  private static Step call(
      Skeleton.Member member, Turn turn, Intent intent, Skeleton.Way.Call way) {
    boolean tools = turn.rounds() < way.rounds();
    if (turn.results() > 0 && way.rounds() > 0 && !tools && !way.reflects()) {
      return new Step.Tell(intent, member.name(), turn.results());
    }
    return new Step.Call(intent, member.name(), way, way.runsOwnCode() && !turn.reflected(), tools);
  }

  private static Human human(Skeleton.Member member, Progress progress) {
    Human changed = progress.mode();
    return changed == null ? member.human() : changed;
  }

  private static boolean asks(Skeleton.Member member, Progress progress) {
    return switch (human(member, progress)) {
      case ALWAYS -> true;
      case TERMINATE -> progress.closed() || limited(member, progress);
      case NEVER -> false;
    };
  }

  private static boolean limited(Skeleton.Member member, Progress progress) {
    Integer max = member.maxConsecutiveAutoReply();
    return max != null && progress.autoReplies() >= max;
  }

  private static Step end(Skeleton.Member member, ConversationState state, Progress progress) {
    if (!progress.closed()) {
      return new Step.End("maxConsecutiveAutoReply", -1, member.name(), member.name());
    }
    Condition leaf = Ending.leaves(member.termination()).get(progress.leaf());
    return new Step.End(leaf.reason(), progress.leaf(), member.name(), state.lastMessage());
  }

  private static Skeleton.Way.Run run(Skeleton.Member member) {
    return member.ways().stream()
        .filter(Skeleton.Way.Run.class::isInstance)
        .map(Skeleton.Way.Run.class::cast)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(member.name() + " wrote code that it cannot run"));
  }
}
