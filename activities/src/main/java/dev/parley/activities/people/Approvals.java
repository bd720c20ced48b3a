package dev.parley.activities.people;

import dev.parley.activities.tools.ApprovalRules;
import dev.parley.activities.tools.Tool;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Executor;
import dev.parley.agents.Gate;
import dev.parley.agents.Move;
import dev.parley.agents.Policy;
import dev.parley.agents.Reply;
import dev.parley.agents.RequestKind;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which policies ask about a tool call or a code run: those of the team file, those of the workers,
 * and the tool's own. All of them add up, so that a file can only make things stricter. A policy
 * whose {@code when} is false does not ask.
 */
public final class Approvals implements ApprovalRules {

  /** Stands for a tool's own {@code @Approval} that no policy of the workers defines. */
  public static final String OWN = "@Approval";

  /** Before the names of workers' policies, so that no file can mean them. */
  public static final String WORKER = "worker:";

  private final WorkerPolicies workers;
  private final Rules rules;
  private final boolean singleUser;

  /**
   * Approvals.
   *
   * @param singleUser whether the worker serves one person, so that what is said is taken as proved
   */
  public Approvals(WorkerPolicies workers, Rules rules, boolean singleUser) {
    this.workers = workers;
    this.rules = rules;
    this.singleUser = singleUser;
  }

  // --- Who asks

  @Override
  public Optional<String> tool(
      Blueprint blueprint, Agent agent, Tool tool, String arguments, String starter) {
    NavigableSet<String> names = names(blueprint, agent, tool);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return asking(
        blueprint,
        names,
        Facts.call(tool.name(), arguments, agent.name(), blueprint.name(), starter));
  }

  /** All policies that may ask about a tool. */
  private NavigableSet<String> names(Blueprint blueprint, Agent agent, Tool tool) {
    boolean writes = effect(blueprint, tool) != ToolEffect.READ;
    NavigableSet<String> names = new TreeSet<>();
    add(names, blueprint.toolSpec(tool.name()).map(ToolSpec::approval));
    if (writes) {
      add(names, agent.way(Reply.CallModel.class).map(Reply.CallModel::writes));
      workers.writes().forEach(name -> names.add(WORKER + name));
    }
    workers.tools().forEach(name -> names.add(WORKER + name));
    tool.approval().map(this::own).ifPresent(names::add);
    return names;
  }

  /** One policy asks the starter alone, and another one lets the starter decide nothing. */
  @Override
  public Optional<String> deadEnd(Blueprint blueprint, Agent agent, Tool tool) {
    NavigableSet<String> names = names(blueprint, agent, tool);
    Optional<String> forbids =
        names.stream().filter(name -> policy(blueprint, name).fourEyes()).findFirst();
    Optional<String> asks =
        names.stream().filter(name -> asksStarterAlone(policy(blueprint, name))).findFirst();
    return forbids.flatMap(
        strict ->
            asks.map(
                starter ->
                    ("nobody could approve %s: %s asks the starter alone, and with the four eyes of %s"
                            + " the starter decides nothing; name people in the first one"
                            + " (@Approval(\"POLICY\"), who), or take fourEyes out")
                        .formatted(tool.name(), said(starter), said(strict))));
  }

  private static boolean asksStarterAlone(Policy policy) {
    return policy.stages().isEmpty()
        || policy.stages().stream().anyMatch(one -> one.who().equals(List.of(People.STARTER)));
  }

  private static String said(String name) {
    if (name.equals(OWN)) {
      return "its own @Approval";
    }
    return name.startsWith(WORKER)
        ? "the workers' policy \"%s\"".formatted(name.substring(WORKER.length()))
        : "the team's policy \"%s\"".formatted(name);
  }

  /** The names of the policies that ask for approval of a code run; absent: none does. */
  public Optional<String> code(Blueprint blueprint, Agent agent, String code, String starter) {
    Optional<Reply.ExecuteCode> way = agent.way(Reply.ExecuteCode.class);
    NavigableSet<String> names = new TreeSet<>();
    add(names, way.map(Reply.ExecuteCode::approval));
    workers.code().forEach(name -> names.add(WORKER + name));
    if (names.isEmpty()) {
      return Optional.empty();
    }
    Executor executor = way.map(Reply.ExecuteCode::executor).orElse(Executor.DEFAULT);
    return asking(
        blueprint, names, Facts.run(executor, code, agent.name(), blueprint.name(), starter));
  }

  private static void add(NavigableSet<String> names, Optional<String> policy) {
    policy.ifPresent(names::add);
  }

  private static ToolEffect effect(Blueprint blueprint, Tool tool) {
    return blueprint
        .toolSpec(tool.name())
        .map(ToolSpec::effect)
        .map(tool.effect()::stricter)
        .orElse(tool.effect());
  }

  /** A file's policy of the same name does not count: it could say that nobody is asked. */
  private String own(String name) {
    return workers.policies().containsKey(name) ? WORKER + name : OWN;
  }

  private Optional<String> asking(Blueprint blueprint, NavigableSet<String> names, Facts facts) {
    List<String> asking =
        names.stream().filter(name -> rules.holds(policy(blueprint, name).when(), facts)).toList();
    return asking.isEmpty() ? Optional.empty() : Optional.of(String.join("+", asking));
  }

  // --- What they want

  /**
   * All policies of joined names as one, as strict as the strictest. Absent names: the starter
   * decides.
   */
  public Policy merged(Blueprint blueprint, @Nullable String joinedNames) {
    if (joinedNames == null || joinedNames.isEmpty()) {
      return Policy.DEFAULT;
    }
    Map<String, Policy> all = new LinkedHashMap<>();
    for (String name : Arrays.stream(joinedNames.split("\\+", -1)).sorted().toList()) {
      all.put(name, policy(blueprint, name));
    }
    return all.size() == 1 ? all.values().iterator().next() : new Merging(all).merged();
  }

  private Policy policy(Blueprint blueprint, String name) {
    if (name.equals(OWN)) {
      return Policy.DEFAULT;
    }
    Policy found =
        name.startsWith(WORKER)
            ? workers.policies().get(name.substring(WORKER.length()))
            : blueprint.policies().get(name);
    return found == null ? Merging.UNKNOWN : found;
  }

  /**
   * Who decides, one stage after the other: the stages whose {@code when} holds; if none is left,
   * the first one.
   */
  public List<Move.Stage> stages(Policy policy, Facts facts, String starter) {
    List<Policy.Stage> all = policy.stages().isEmpty() ? List.of(Merging.STARTER) : policy.stages();
    List<Policy.Stage> held =
        all.stream().filter(stage -> rules.holds(stage.when(), facts)).toList();
    return (held.isEmpty() ? all.stream().limit(1) : held.stream())
        .map(stage -> stage(stage, starter))
        .toList();
  }

  private static Move.Stage stage(Policy.Stage stage, String starter) {
    List<String> who =
        stage.who().stream()
            .map(name -> name.equals(People.STARTER) ? starter : name)
            .distinct()
            .toList();
    Integer quorum = stage.quorum();
    return new Move.Stage(
        who.isEmpty() ? List.of(starter) : who, quorum == null ? 1 : Math.max(1, quorum));
  }

  /** By which a decision about a request of that kind is judged. */
  public Gate.Terms terms(Policy policy, RequestKind kind) {
    List<Choice> allowed =
        kind.choices().stream()
            .filter(one -> policy.allow().isEmpty() || policy.allow().contains(one))
            .toList();
    // Who is asked for an answer may always give it.
    boolean refusable = kind.choices().contains(Choice.REJECT) && kind != RequestKind.TASK;
    List<Choice> allow =
        allowed.isEmpty()
            ? refusable ? List.of(Choice.REJECT) : kind.choices()
            : kind.choices().stream()
                .filter(one -> allowed.contains(one) || one == Choice.REJECT)
                .toList();
    return new Gate.Terms(
        allow, policy.fourEyes(), policy.proof() == Policy.Proof.TOKEN, singleUser);
  }
}
