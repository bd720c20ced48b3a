package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a conversation remembers of one agent.
 *
 * @param autoReplies replies in a row without a person
 * @param code seq of the newest code of others that it has not answered, -1: none
 * @param closed whether the last message of others meets its own termination condition
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Progress(int autoReplies, int code, boolean closed) {

  static final Progress NONE = new Progress(0, -1, false);

  Progress heard(int seq, boolean hasCode, boolean closes) {
    return new Progress(autoReplies, hasCode ? seq : code, closes);
  }

  Progress spoke(boolean person) {
    return new Progress(person ? 0 : autoReplies + 1, -1, false);
  }

  Progress rested() {
    return new Progress(0, code, false);
  }
}
