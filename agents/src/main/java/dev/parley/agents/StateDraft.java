package dev.parley.agents;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConversationState} in the making: a copy whose fields may be set one by one. The only
 * place that lists them all.
 */
class StateDraft {
  int seq;
  String chain;
  int roundStart;
  Tally tally;
  final SortedMap<String, Progress> progress;
  @Nullable Turn turn;
  @Nullable String lastSpeaker;
  @Nullable String lastMessage;
  @Nullable String addressed;
  int position;
  SortedMap<Integer, Integer> met;
  int requests;
  ConversationState.@Nullable Hold hold;
  @Nullable String stop;
  ConversationState.@Nullable Over over;
  boolean summarised;
  final SortedMap<Integer, OpenRequest> open;
  final SortedMap<Integer, ConversationState.Standing> standing;
  int raises;
  @Nullable Money raised;
  @Nullable FloorState floor;
  @Nullable Group group;
  final SortedMap<Integer, String> chats;

  StateDraft(ConversationState old) {
    seq = old.seq();
    chain = old.chain();
    roundStart = old.roundStart();
    tally = old.tally();
    progress = new TreeMap<>(old.progress());
    turn = old.turn();
    lastSpeaker = old.lastSpeaker();
    lastMessage = old.lastMessage();
    addressed = old.addressed();
    position = old.position();
    met = new TreeMap<>(old.met());
    requests = old.requests();
    hold = old.hold();
    stop = old.stop();
    over = old.over();
    summarised = old.summarised();
    open = new TreeMap<>(old.open());
    standing = new TreeMap<>(old.standing());
    raises = old.raises();
    raised = old.raised();
    floor = old.floor();
    group = old.group();
    chats = new TreeMap<>(old.chats());
  }

  /** The turn of an agent: the one that has begun, or a new one. */
  Turn turnOf(String agent) {
    return turn != null && turn.agent().equals(agent) ? turn : Turn.begin(agent);
  }

  /** Withdraws what people are asked; the calls that waited for an answer ask anew. */
  void withdraw() {
    open.clear();
    turn = turn == null ? null : asksAnew(turn);
    group = group == null ? null : group.each(StateDraft::asksAnew);
  }

  private static Turn asksAnew(Turn turn) {
    return turn.batch() == null ? turn : turn.batch(turn.batch().askAnew());
  }

  /** Forgets what belongs to one round, and begins the next at an entry. */
  void newRound(int start) {
    roundStart = start;
    tally = tally.newRound(cutOff());
    progress.replaceAll((agent, one) -> one.rested());
    turn = null;
    group = null;
    floor = floor == null ? null : floor.newRound();
    lastSpeaker = null;
    lastMessage = null;
    addressed = null;
    met = new TreeMap<>();
    open.clear();
    chats.clear();
    hold = null;
    stop = null;
    over = null;
    summarised = false;
  }

  /** The turns that have begun and will not be finished. */
  private int cutOff() {
    return group == null ? (turn == null ? 0 : 1) : group.turns().size();
  }

  /** What the team's pattern remembers. */
  FloorState floorState() {
    return floor == null ? FloorState.START : floor;
  }

  /** Remembers it; a pattern that remembers nothing leaves nothing behind. */
  void floorState(FloorState next) {
    floor = next.equals(FloorState.START) ? null : next;
  }

  /** The state, in the newest form. */
  ConversationState done() {
    return new ConversationState(
        ConversationState.VERSION,
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
        null,
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
        chats);
  }
}
