package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Agents that speak at the same time. They go step by step: one effect of each at once, then the
 * next of each whose turn goes on. All see the conversation from before the group, and what they
 * have done themselves.
 *
 * @param since seq of the group's first entry
 * @param number of the first member's turn; each other one's is one higher
 * @param members in the order of their entries within a step
 * @param pending those whose effect of the step that has begun does not stand yet
 * @param turns of those that have not finished
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Group(
    int since,
    int number,
    List<String> members,
    List<String> pending,
    SortedMap<String, Turn> turns) {

  public Group {
    members = members == null ? List.of() : List.copyOf(members);
    pending = pending == null ? List.of() : List.copyOf(pending);
    turns = turns == null ? new TreeMap<>() : new TreeMap<>(turns);
  }

  static Group begin(int since, int number, List<String> members) {
    var turns = new TreeMap<String, Turn>();
    members.forEach(member -> turns.put(member, Turn.begin(member)));
    return new Group(since, number, members, List.of(), turns);
  }

  /** Number of a member's turn. */
  int number(String member) {
    return number + members.indexOf(member);
  }

  /** Those whose turn goes on, in order. */
  List<String> unfinished() {
    return members.stream().filter(member -> turns.containsKey(member)).toList();
  }

  boolean over() {
    return turns.isEmpty();
  }

  Group each(UnaryOperator<Turn> change) {
    var changed = new TreeMap<String, Turn>();
    turns.forEach((member, turn) -> changed.put(member, change.apply(turn)));
    return new Group(since, number, members, pending, changed);
  }

  /** A member's turn has changed by what others have done. */
  Group with(String member, @Nullable Turn turn) {
    var next = new TreeMap<>(turns);
    if (turn == null) {
      next.remove(member);
    } else {
      next.put(member, turn);
    }
    return new Group(
        since, number, members, pending.stream().filter(next::containsKey).toList(), next);
  }

  /** An entry of a member's turn stands; its turn goes on, or is over. */
  Group after(String member, @Nullable Turn turn) {
    List<String> left = new ArrayList<>(pending.isEmpty() ? unfinished() : pending);
    if (!left.remove(member) && !pending.isEmpty()) {
      left = new ArrayList<>(unfinished());
      left.remove(member);
    }
    return new Group(since, number, members, left, turns).with(member, turn);
  }
}
