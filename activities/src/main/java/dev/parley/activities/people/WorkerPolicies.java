package dev.parley.activities.people;

import dev.parley.agents.Policy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The workers' own policies. They hold for every team; a team file only adds to them.
 *
 * @param policies by name; {@code @Approval} of a tool may name one too
 * @param tools names of those that every tool call goes by
 * @param writes names of those that every call goes by whose tool is not READ
 * @param code names of those that every code run goes by
 */
public record WorkerPolicies(
    Map<String, Policy> policies, List<String> tools, List<String> writes, List<String> code) {

  /** Nothing is asked. */
  public static final WorkerPolicies NONE =
      new WorkerPolicies(Map.of(), List.of(), List.of(), List.of());

  /**
   * Policies.
   *
   * @throws IllegalArgumentException if a name is nobody's
   */
  public WorkerPolicies {
    policies = Map.copyOf(policies);
    tools = List.copyOf(tools);
    writes = List.copyOf(writes);
    code = List.copyOf(code);
    for (String name : Stream.of(tools, writes, code).flatMap(List::stream).toList()) {
      if (!policies.containsKey(name)) {
        throw new IllegalArgumentException(
            "no policy is called \"%s\"; there are %s"
                .formatted(name, policies.keySet().stream().sorted().toList()));
      }
    }
  }
}
