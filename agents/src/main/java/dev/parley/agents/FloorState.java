package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern remembers beyond who spoke last: part of the state, and so a fold of the entries.
 *
 * @param chosen of a selector: who was chosen and has not spoken yet; {@link Edge#END}: nobody
 * @param tries of a selector: answers for this turn that named nobody
 * @param choices of a selector: how often somebody was to be chosen, over all rounds
 * @param holder of a swarm: who has the floor; absent: the first participant
 * @param asks of a swarm: whether it was handed to a person, who is to be asked
 * @param started of a graph: whether it has begun in this round
 * @param ready of a graph: who speaks now, all at once
 * @param arrived of a graph: for each agent the edges that have come, by number
 * @param round of concurrent chats: rounds that are over
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record FloorState(
    @Nullable String chosen,
    int tries,
    int choices,
    @Nullable String holder,
    boolean asks,
    boolean started,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> ready,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, SortedSet<Integer>> arrived,
    int round) {

  /** Before the first turn. */
  static final FloorState START =
      new FloorState(null, 0, 0, null, false, false, List.of(), new TreeMap<>(), 0);

  public FloorState {
    ready = ready == null ? List.of() : List.copyOf(ready);
    SortedMap<String, SortedSet<Integer>> copy = new TreeMap<>();
    if (arrived != null) {
      arrived.forEach((agent, edges) -> copy.put(agent, new TreeSet<>(edges)));
    }
    arrived = copy;
  }

  /** A selector has named somebody, or nobody that there is. */
  FloorState selected(@Nullable String agent) {
    return new FloorState(
        agent,
        agent == null ? tries + 1 : 0,
        choices + 1,
        holder,
        asks,
        started,
        ready,
        arrived,
        round);
  }

  /** Whoever was chosen has spoken. */
  FloorState spoke() {
    return new FloorState(null, 0, choices, holder, asks, started, ready, arrived, round);
  }

  /** The floor is an agent's; a person is asked first if it was handed to one. */
  FloorState held(String agent, boolean person) {
    return new FloorState(chosen, tries, choices, agent, person, started, ready, arrived, round);
  }

  /** A person has spoken. */
  FloorState answered() {
    return new FloorState(chosen, tries, choices, holder, false, started, ready, arrived, round);
  }

  /** The graph goes on with these. */
  FloorState ready(List<String> agents, SortedMap<String, SortedSet<Integer>> edges) {
    return new FloorState(chosen, tries, choices, holder, asks, true, agents, edges, round);
  }

  /** One of those that are ready has spoken. */
  FloorState without(String agent) {
    List<String> left = new ArrayList<>(ready);
    left.remove(agent);
    return ready(left, arrived);
  }

  /** A round of concurrent chats is over. */
  FloorState rounds(int over) {
    return new FloorState(chosen, tries, choices, holder, asks, started, ready, arrived, over);
  }

  /**
   * What lasts when a person goes on after an end: who has the floor, and a graph that was not
   * through.
   */
  FloorState newRound() {
    boolean through = ready.isEmpty();
    return new FloorState(
        null,
        0,
        choices,
        holder,
        false,
        started && !through,
        ready,
        through ? new TreeMap<>() : arrived,
        0);
  }
}
