package dev.parley.activities.tools;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import java.util.Optional;

/** By which policies a person must approve a call before it is made. */
@FunctionalInterface
public interface ApprovalRules {

  /** Nobody is asked. */
  ApprovalRules NONE = (blueprint, agent, tool, arguments, starter) -> Optional.empty();

  /**
   * The names of the policies that ask for approval of this call; absent: none does.
   *
   * @param agent whose model calls
   * @param arguments as the model wrote them: not always a JSON object
   * @param starter who started the conversation
   */
  Optional<String> tool(
      Blueprint blueprint, Agent agent, Tool tool, String arguments, String starter);

  /**
   * Why some calls of a tool could be approved by nobody at all, for the author of the team;
   * absent: somebody can always decide.
   */
  default Optional<String> deadEnd(Blueprint blueprint, Agent agent, Tool tool) {
    return Optional.empty();
  }
}
