package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how a conversation goes on: a fold of its entries' heads. Whoever has the
 * entries has this value, and nothing else is carried over when a run continues as new.
 *
 * @param version of this form
 * @param seq the last entry that was applied, -1: none
 * @param chain digest of that entry and all before it
 * @param roundStart seq of the entry that opened the round
 * @param tally what was counted
 * @param progress what is remembered of each agent that has spoken or heard something
 * @param turn the turn that has begun, if one has
 * @param lastSpeaker the agent that finished the last turn of the round
 * @param lastMessage author of the last message of the round
 * @param addressed the agent that a person addressed and that therefore speaks next
 * @param position turns in the order of the team that are behind it, over all rounds
 * @param met the leaves of the team's condition that were met, each with the order in which
 * @param request of version 1: id of the human turn that is open; else absent
 * @param requests how many requests there have been
 * @param hold whether it is paused or was interrupted
 * @param stop whether a person asked for the end after the turn, and who
 * @param over the end of the round, once it is decided
 * @param summarised whether the round's summary stands
 * @param open what people are asked, by its number
 * @param standing the policies under which the like is approved, by number
 * @param raises how often the budget was raised
 * @param raised how much money that was
 * @param floor what the team's pattern remembers, absent: nothing yet
 * @param group the agents that speak at the same time, absent: none do
 * @param chats the chats of the team by number: the conversation that runs; empty: it is over
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConversationState(
    int version,
    int seq,
    String chain,
    int roundStart,
    Tally tally,
    SortedMap<String, Progress> progress,
    @Nullable Turn turn,
    @Nullable String lastSpeaker,
    @Nullable String lastMessage,
    @Nullable String addressed,
    int position,
    SortedMap<Integer, Integer> met,
    @Nullable String request,
    int requests,
    @Nullable Hold hold,
    @Nullable String stop,
    @Nullable Over over,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean summarised,
    SortedMap<Integer, OpenRequest> open,
    SortedMap<Integer, Standing> standing,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int raises,
    @Nullable Money raised,
    @Nullable FloorState floor,
    @Nullable Group group,
    SortedMap<Integer, String> chats) {

  /** The newest form; the last two are read. */
  public static final int VERSION = 2;

  /** Before the first entry. */
  public static final ConversationState EMPTY =
      new ConversationState(
          VERSION,
          -1,
          "",
          0,
          Tally.ZERO,
          new TreeMap<>(),
          null,
          null,
          null,
          null,
          0,
          new TreeMap<>(),
          null,
          0,
          null,
          null,
          null,
          false,
          new TreeMap<>(),
          new TreeMap<>(),
          0,
          null,
          null,
          null,
          new TreeMap<>());

  /**
   * The like of a call is approved.
   *
   * @param policies those that asked
   */
  public record Standing(String agent, String tool, String policies) {}

  /** Why nothing goes on until a person says so. */
  public enum Hold {
    /** Held by {@code pause}: goes on with {@code resume}. */
    PAUSED,
    /** Held by {@code interrupt}: goes on with {@code resume} or with words. */
    INTERRUPTED
  }

  /**
   * The end of the round, from the entry on that decided it: what is said later, while it is being
   * closed, changes neither why it ended nor by whom.
   *
   * @param reason a condition's name, {@code maxTurns}, {@code exit}, {@code failed}, {@code
   *     budget}, {@code stopped}
   * @param by who brought it about
   * @param seq the last entry when it was decided
   * @param leaf number of the leaf of the team's condition, absent: it was none of them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Over(String reason, @Nullable String by, int seq, @Nullable Integer leaf) {

    /** An end that no condition of the team brought about. */
    static Over of(String reason, @Nullable String by, int seq) {
      return new Over(reason, by, seq, null);
    }
  }

  /** One of a team that holds no chats. */
  ConversationState(
      int version,
      int seq,
      String chain,
      int roundStart,
      Tally tally,
      SortedMap<String, Progress> progress,
      @Nullable Turn turn,
      @Nullable String lastSpeaker,
      @Nullable String lastMessage,
      @Nullable String addressed,
      int position,
      SortedMap<Integer, Integer> met,
      @Nullable String request,
      int requests,
      @Nullable Hold hold,
      @Nullable String stop,
      @Nullable Over over,
      boolean summarised,
      SortedMap<Integer, OpenRequest> open,
      SortedMap<Integer, Standing> standing,
      int raises,
      @Nullable Money raised,
      @Nullable FloorState floor,
      @Nullable Group group) {
    this(
        version,
        seq,
        chain,
        roundStart,
        tally,
        progress,
        turn,
        lastSpeaker,
        lastMessage,
        addressed,
        position,
        met,
        request,
        requests,
        hold,
        stop,
        over,
        summarised,
        open,
        standing,
        raises,
        raised,
        floor,
        group,
        new TreeMap<>());
  }

  public ConversationState {
    progress = progress == null ? new TreeMap<>() : new TreeMap<>(progress);
    met = met == null ? new TreeMap<>() : new TreeMap<>(met);
    chain = chain == null ? "" : chain;
    tally = tally == null ? Tally.ZERO : tally;
    open = open == null ? new TreeMap<>() : new TreeMap<>(open);
    standing = standing == null ? new TreeMap<>() : new TreeMap<>(standing);
    chats = chats == null ? new TreeMap<>() : new TreeMap<>(chats);
    if (request != null) {
      open.putIfAbsent(requests, OpenRequest.turn(request, turn == null ? "" : turn.agent()));
      request = null;
    }
  }

  /** The open request of this id. */
  public Optional<OpenRequest> openRequest(@Nullable String id) {
    return open.values().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** The oldest open request that plain words answer: a human turn, a handoff. */
  public Optional<OpenRequest> question() {
    return open.values().stream().filter(one -> one.kind().isAnswered()).findFirst();
  }

  /** What the team's pattern remembers. */
  FloorState floorState() {
    return floor == null ? FloorState.START : floor;
  }

  /** The turn of an agent that has begun: alone, or among others. */
  public Optional<Turn> turnOf(String agent) {
    if (group != null && group.turns().containsKey(agent)) {
      return Optional.ofNullable(group.turns().get(agent));
    }
    return Optional.ofNullable(turn).filter(begun -> begun.agent().equals(agent));
  }

  /** The turns that have begun. */
  public List<Turn> turns() {
    if (group != null) {
      return List.copyOf(group.turns().values());
    }
    return turn == null ? List.of() : List.of(turn);
  }

  /** Whether a turn has begun. */
  boolean midTurn() {
    return turn != null || group != null;
  }

  /** Number of an agent's turn: of the one that has begun, or of the next. */
  int turnNumber(String agent) {
    return group != null && group.members().contains(agent)
        ? group.number(agent)
        : tally.totalTurns() + 1;
  }

  /**
   * The same as if an agent of the group spoke alone.
   *
   * @param asked requests that others of the group may open at the same time
   */
  ConversationState alone(Group among, String agent, int asked) {
    var draft = new StateDraft(this);
    draft.group = among;
    draft.turn = among.turns().get(agent);
    draft.requests += asked;
    return draft.done();
  }

  /** The conversations inside this one that run. */
  public List<String> inside() {
    return Stream.concat(
            turns().stream()
                .flatMap(one -> Stream.ofNullable(one.consulting()))
                .flatMap(one -> Stream.ofNullable(one.running())),
            chats.values().stream().filter(id -> !id.isEmpty()))
        .toList();
  }

  /** The seq of the next entry. */
  public int nextSeq() {
    return seq + 1;
  }

  /** What is remembered of an agent. */
  public Progress of(String agent) {
    return progress.getOrDefault(agent, Progress.NONE);
  }

  /**
   * The same after so much time, with what that ends. The time of the summary changes nothing: it
   * does not change why the round ended.
   */
  public ConversationState elapsed(Skeleton skeleton, long activeMillis, long allMillis) {
    if (over != null || summarised) {
      return this;
    }
    var draft = new StateDraft(this);
    draft.met = Ending.elapsed(skeleton, met, activeMillis, allMillis);
    return draft.done().decided(skeleton);
  }

  /** The same with what is open withdrawn: it will be asked anew. */
  public ConversationState withoutRequests() {
    var draft = new StateDraft(this);
    draft.withdraw();
    return draft.done();
  }

  /** The same; if what has happened so far amounts to the end, that end is held fast. */
  ConversationState decided(Skeleton skeleton) {
    Over end = Conductor.decided(skeleton, this).orElse(null);
    if (end == null || end.equals(over)) {
      return this;
    }
    var draft = new StateDraft(this);
    draft.over = end;
    return draft.done();
  }

  /** The fold over many heads, in order. */
  public ConversationState applyAll(Skeleton skeleton, List<EntryHead> heads) {
    ConversationState state = this;
    for (EntryHead head : heads) {
      state = Fold.apply(skeleton, state, head);
    }
    return state;
  }
}
