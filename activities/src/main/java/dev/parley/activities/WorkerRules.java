package dev.parley.activities;

import dev.parley.activities.people.Approvals;
import dev.parley.activities.people.Facts;
import dev.parley.activities.people.Inputs;
import dev.parley.activities.people.People;
import dev.parley.activities.tools.Toolset;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Executor;
import dev.parley.agents.Gate;
import dev.parley.agents.InputCheck;
import dev.parley.agents.Move;
import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.Transcript;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rules of a worker with its people, policies and tools. */
final class WorkerRules implements RequestRules {

  private final Approvals approvals;
  private final Supplier<People> people;
  private final Toolset tools;
  private final Transcript transcript;
  private final boolean previews;

  /**
   * Rules.
   *
   * @param people as they are now: the file may change while the worker runs
   */
  WorkerRules(
      Approvals approvals,
      Supplier<People> people,
      boolean previews,
      Toolset tools,
      Transcript transcript) {
    this.previews = previews;
    this.approvals = approvals;
    this.people = people;
    this.tools = tools;
    this.transcript = transcript;
  }

  @Override
  public Policy policy(Blueprint blueprint, @Nullable String names) {
    // Blueprints of earlier versions name policies that they do not hold.
    boolean missing =
        names != null
            && blueprint.policies().isEmpty()
            && !names.startsWith(Approvals.WORKER)
            && !names.contains(Approvals.OWN);
    return approvals.merged(blueprint, missing ? null : names);
  }

  @Override
  public List<Move.Stage> stages(Policy policy, Subject subject) {
    return approvals.stages(policy, facts(subject), subject.starter());
  }

  private static Facts facts(Subject subject) {
    if (subject.tool() != null) {
      return Facts.call(
          subject.tool(),
          subject.arguments() == null ? "" : subject.arguments(),
          subject.agent(),
          subject.team(),
          subject.starter());
    }
    if (subject.code() != null) {
      Executor executor = subject.executor() == null ? Executor.DEFAULT : subject.executor();
      return Facts.run(
          executor, subject.code(), subject.agent(), subject.team(), subject.starter());
    }
    return Facts.plain(subject.agent(), subject.team(), subject.starter());
  }

  @Override
  public Gate.Terms terms(Policy policy, RequestKind kind) {
    return approvals.terms(policy, kind);
  }

  @Override
  public Set<String> names(String person) {
    return people.get().names(person);
  }

  @Override
  public Optional<String> code(Blueprint blueprint, Agent agent, String code, String starter) {
    return approvals.code(blueprint, agent, code, starter);
  }

  @Override
  public Optional<String> wrong(InputCheck check, String answer) {
    return Inputs.problem(check, answer);
  }

  @Override
  public Optional<String> wrongArguments(Blueprint blueprint, String tool, String arguments) {
    return tools.find(blueprint, tool).flatMap(found -> found.problem(arguments));
  }

  @Override
  public boolean previews() {
    return previews;
  }

  @Override
  public boolean isProved(String conversation, String mail, @Nullable String token) {
    return token != null && transcript.tokens().isRedeemed(token, conversation, mail);
  }
}
