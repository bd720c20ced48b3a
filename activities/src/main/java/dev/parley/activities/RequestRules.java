package dev.parley.activities;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Executor;
import dev.parley.agents.Gate;
import dev.parley.agents.InputCheck;
import dev.parley.agents.Move;
import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a worker's configuration and a team's policies say about requests. */
public interface RequestRules {

  /**
   * What a request is about.
   *
   * @param agent whose reply, tool or code it is; empty: nobody's
   * @param tool the tool's name, absent: it is about no tool
   * @param arguments the tool's arguments as JSON
   * @param code the code
   * @param executor where the code is to run
   */
  record Subject(
      String team,
      String starter,
      String agent,
      @Nullable String tool,
      @Nullable String arguments,
      @Nullable String code,
      @Nullable Executor executor) {}

  /** The policy that some names, joined by {@code +}, amount to; absent: the default. */
  Policy policy(Blueprint blueprint, @Nullable String names);

  /** Who decides about it, one stage after the other; at least one. */
  List<Move.Stage> stages(Policy policy, Subject subject);

  /** The terms of a decision. */
  Gate.Terms terms(Policy policy, RequestKind kind);

  /** Everything by which a person may be asked: the name itself, groups, whom it stands in for. */
  Set<String> names(String person);

  /** The names of the policies that ask before an agent runs this code; absent: nobody does. */
  Optional<String> code(Blueprint blueprint, Agent agent, String code, String starter);

  /** What is wrong with an answer, for people. */
  Optional<String> wrong(InputCheck check, String answer);

  /** What is wrong with the arguments of a tool, for people. */
  Optional<String> wrongArguments(Blueprint blueprint, String tool, String arguments);

  /** Whether Temporal may show what requests ask about, where a team lets it. */
  boolean previews();

  /** Whether a token proves a decision that came as mail. */
  boolean isProved(String conversation, String mail, @Nullable String token);
}
