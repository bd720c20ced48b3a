package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation remembers of one agent.
 *
 * @param autoReplies replies in a row without a person
 * @param code seq of the newest code of others that it has not answered, -1: none
 * @param closed whether the last message of others meets its own termination condition
 * @param leaf number of that condition's leaf that the message meets, 0 where none is
 * @param asks whether a person must approve that code
 * @param mode when it asks a person, if somebody has changed that
 * @param nest the first of its queues of chats that the last message of others starts, absent: none
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Progress(
    int autoReplies,
    int code,
    boolean closed,
    int leaf,
    boolean asks,
    @Nullable Human mode,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer nest) {

  static final Progress NONE = new Progress(0, -1, false, 0, false, null);

  /** Of an agent that holds no chats. */
  Progress(
      int autoReplies, int code, boolean closed, int leaf, boolean asks, @Nullable Human mode) {
    this(autoReplies, code, closed, leaf, asks, mode, null);
  }

  Progress heard(
      String agent, EntryHead head, Optional<Integer> closing, Optional<Integer> starts) {
    return new Progress(
        autoReplies,
        head.code() ? head.seq() : code,
        closing.isPresent(),
        closing.orElse(0),
        head.code() ? head.asks().contains(agent) : asks,
        mode,
        starts.orElse(null));
  }

  Progress spoke(boolean person) {
    return new Progress(person ? 0 : autoReplies + 1, -1, false, 0, false, mode);
  }

  Progress rested() {
    return new Progress(0, code, false, 0, asks, mode);
  }

  Progress asking(Human changed) {
    return new Progress(autoReplies, code, closed, leaf, asks, changed, nest);
  }
}
