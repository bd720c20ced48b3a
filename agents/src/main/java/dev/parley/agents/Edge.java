package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edge of a {@link Pattern.GraphFlow}: after each of {@code from}, each of {@code to} may speak.
 *
 * @param to agents, or {@link #END}
 * @param when what the last message of {@code from} must be like, absent: anything; {@link
 *     Condition.Otherwise}: none of the other conditions of that agent's edges fits
 * @param group for joins: the edges that are joined together, absent: all that enter an agent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Edge(
    List<String> from, List<String> to, @Nullable Condition when, @Nullable String group) {

  /** Where an edge leads that ends its branch. */
  public static final String END = "end";

  /** How edges that enter an agent are joined. */
  public enum Join {
    /** All must have come. */
    ALL,
    /** One is enough. */
    ANY
  }

  public Edge {
    from = List.copyOf(from);
    to = List.copyOf(to);
    if (from.isEmpty() || to.isEmpty()) {
      throw new IllegalArgumentException("edges: an edge names at least one agent on each side");
    }
  }

  /** From one to another, whatever was said. */
  public static Edge of(String from, String to) {
    return new Edge(List.of(from), List.of(to), null, null);
  }

  /** The same for messages that fit. */
  public Edge when(Condition fits) {
    return new Edge(from, to, fits, group);
  }

  /** The name of its group; empty: it has none. */
  String groupName() {
    return group == null ? "" : group;
  }
}
