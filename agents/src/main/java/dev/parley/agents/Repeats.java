package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What was said lately, as far as it takes to see that a conversation goes in a circle: of the last
 * messages no more than so many are different ones. Whoever says the same is known by {@link
 * EntryHead#echo}; one agent that repeats itself, two that thank each other, five that go round:
 * all are one rule.
 *
 * @param marks echoes, the newest last
 * @param warned whether the agents were told, and have said nothing new since
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Repeats(List<String> marks, boolean warned) {

  /** How often the same may be said in a circle where nothing else is said about it. */
  public static final int STANDARD = 8;

  /** Marks that are remembered: circles of up to six messages, eight times round. */
  static final int LONGEST = 48;

  static final Repeats NONE = new Repeats(List.of(), false);

  public Repeats {
    marks = marks == null ? List.of() : List.copyOf(marks);
  }

  /** After an entry: a person who says something begins it anew. */
  Repeats plus(EntryHead head) {
    if (head.event() == Event.LOOP) {
      return new Repeats(List.of(), true);
    }
    if (head.by() != null && !head.by().equals(Names.PARLEY) && head.kind() != Kind.EVENT) {
      return NONE;
    }
    if (head.echo() == null) {
      return this;
    }
    List<String> all = new ArrayList<>(marks);
    all.add(head.echo());
    // So many messages without a circle: they have found out of it.
    boolean full = all.size() > LONGEST;
    return new Repeats(full ? all.subList(1, all.size()) : all, warned && !full);
  }

  /** Whether the last messages are a circle that was gone round so many times. */
  boolean isCircle(int times) {
    for (int length = 1; length * times <= marks.size(); length++) {
      List<String> last = marks.subList(marks.size() - length * times, marks.size());
      if (new HashSet<>(last).size() <= length) {
        return true;
      }
    }
    return false;
  }
}
