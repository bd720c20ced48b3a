package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A turn that has begun: an agent's reply in the making.
 *
 * @param agent whose turn it is
 * @param calls effects of this turn so far, cancelled ones included
 * @param from the first way of the agent's chain that is still to be tried
 * @param ownCode seq of the code that the agent's model wrote and that it runs next, -1: none
 * @param reflected whether its own code has run, so that the model has the last word
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Turn(String agent, int calls, int from, int ownCode, boolean reflected) {

  static Turn begin(String agent) {
    return new Turn(agent, 0, 0, -1, false);
  }

  Turn called() {
    return new Turn(agent, calls + 1, from, ownCode, reflected);
  }

  Turn skip(int way) {
    return new Turn(agent, calls + 1, way + 1, ownCode, reflected);
  }

  Turn wrote(int seq) {
    return new Turn(agent, calls + 1, from, seq, reflected);
  }

  Turn ran() {
    return new Turn(agent, calls + 1, from, -1, true);
  }
}
