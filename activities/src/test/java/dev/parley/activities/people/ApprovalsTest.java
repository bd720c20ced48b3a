package dev.parley.activities.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Move;
import dev.parley.agents.Policy;
import dev.parley.agents.Policy.Priority;
import dev.parley.agents.Policy.Proof;
import dev.parley.agents.Policy.Stage;
import dev.parley.agents.Policy.Then;
import dev.parley.agents.RequestKind;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which policies ask about a call, and what they want together. */
class ApprovalsTest {

  private static final Rules RULES = new Rules();
  private static final Facts ANY = Facts.plain("cashier", "payments", "dana");

  private record Refund(ToolEffect effect, Optional<String> approval) implements Tool {
    @Override
    public String name() {
      return "refund";
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public String parameters() {
      return "{}";
    }

    @Override
    public String call(String arguments, ToolContext context) {
      return "";
    }
  }

  private static Refund refund(ToolEffect effect) {
    return new Refund(effect, Optional.empty());
  }

  /** A policy under construction. */
  private static Policy policy(@Nullable String when, Stage... stages) {
    return new Policy(
        when, List.of(stages), false, null, List.of(), false, null, null, List.of(), null, null);
  }

  private static Stage ask(String who, @Nullable String when) {
    return new Stage(List.of(who), null, when);
  }

  private static Policy due(@Nullable Integer hours, @Nullable Then then) {
    Duration deadline = hours == null ? null : Duration.ofHours(hours);
    return new Policy(
        null,
        List.of(ask("x", null)),
        false,
        null,
        List.of(),
        false,
        null,
        deadline,
        List.of(),
        then,
        null);
  }

  private static Policy allowing(Choice... allow) {
    return new Policy(
        null, List.of(), false, null, List.of(allow), true, null, null, List.of(), null, null);
  }

  private static Blueprint team(Agent agent, Map<String, Policy> policies) {
    Blueprint plain =
        Team.roundRobin("payments")
            .agent(Agent.codeExecutor(agent.name()))
            .until(Condition.maxMessages(3))
            .blueprint();
    return new Blueprint(
        Blueprint.FORMAT,
        plain.name(),
        "",
        plain.models(),
        List.of(agent),
        plain.team(),
        Budget.NONE,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(policies));
  }

  private static final Agent CASHIER = Agent.assistant("cashier").model("openai:gpt-4o");

  private static Approvals approvals(WorkerPolicies workers) {
    return new Approvals(workers, RULES, false);
  }

  private static Optional<String> asks(
      WorkerPolicies workers, Blueprint team, Agent agent, Tool tool, String arguments) {
    return approvals(workers).tool(team, agent, tool, arguments, "dana");
  }

  // --- Who asks

  @Test
  void nobodyAsksWhereNothingSaysSo() {
    assertThat(
            asks(
                WorkerPolicies.NONE,
                team(CASHIER, Map.of()),
                CASHIER,
                refund(ToolEffect.ONCE),
                "{}"))
        .isEmpty();
  }

  @Test
  void theToolsPolicyAsksWhenItsExpressionHolds() {
    Blueprint team =
        team(CASHIER, Map.of("big", policy("args.amount > 100")))
            .withTool("refund", new ToolSpec(null, null, "big"));
    Tool tool = refund(ToolEffect.READ);
    assertThat(asks(WorkerPolicies.NONE, team, CASHIER, tool, "{\"amount\":240}")).hasValue("big");
    assertThat(asks(WorkerPolicies.NONE, team, CASHIER, tool, "{\"amount\":20}")).isEmpty();
    assertThat(asks(WorkerPolicies.NONE, team, CASHIER, tool, "{}")).as("fails").hasValue("big");
    assertThat(asks(WorkerPolicies.NONE, team, CASHIER, tool, "?")).as("no JSON").hasValue("big");
  }

  @Test
  void writesAsksForEveryToolThatDoesMoreThanRead() {
    Agent careful = CASHIER.approveWrites("careful");
    Blueprint team = team(careful, Map.of("careful", policy(null)));
    for (ToolEffect effect : ToolEffect.values()) {
      assertThat(asks(WorkerPolicies.NONE, team, careful, refund(effect), "{}").isPresent())
          .as("%s", effect)
          .isEqualTo(effect != ToolEffect.READ);
    }
    Blueprint stricter = team.withTool("refund", new ToolSpec(ToolEffect.ONCE, null, null));
    assertThat(asks(WorkerPolicies.NONE, stricter, careful, refund(ToolEffect.READ), "{}"))
        .as("the file says it does more than read")
        .hasValue("careful");
    Blueprint looser = team.withTool("refund", new ToolSpec(ToolEffect.READ, null, null));
    assertThat(asks(WorkerPolicies.NONE, looser, careful, refund(ToolEffect.ONCE), "{}"))
        .as("a file cannot say that it does less")
        .hasValue("careful");
  }

  @Test
  void allAddUpAndAFileCannotTakeTheWorkersAway() {
    WorkerPolicies workers =
        new WorkerPolicies(
            Map.of(
                "refunds", policy(null),
                "all", policy("tool == 'refund'"),
                "writes", policy(null),
                "never", policy("false")),
            List.of("all", "never"),
            List.of("writes"),
            List.of());
    Agent careful = CASHIER.approveWrites("zeta");
    Blueprint team =
        team(careful, Map.of("zeta", policy(null), "refunds", policy("false")))
            .withTool("refund", new ToolSpec(null, null, "refunds"));
    Tool tool = new Refund(ToolEffect.ONCE, Optional.of("refunds"));
    assertThat(asks(workers, team, careful, tool, "{}"))
        .hasValue("worker:all+worker:refunds+worker:writes+zeta");
  }

  @Test
  void aToolsOwnApprovalAsksTheStarterWhereTheWorkersSayNothing() {
    Blueprint team = team(CASHIER, Map.of("mine", policy("false")));
    for (String name : List.of("", "mine", "unknown")) {
      Tool tool = new Refund(ToolEffect.READ, Optional.of(name));
      assertThat(asks(WorkerPolicies.NONE, team, CASHIER, tool, "{}"))
          .as(name)
          .hasValue(Approvals.OWN);
    }
    Approvals approvals = approvals(WorkerPolicies.NONE);
    assertThat(approvals.stages(approvals.merged(team, Approvals.OWN), ANY, "dana"))
        .containsExactly(new Move.Stage(List.of("dana"), 1));
  }

  @Test
  void codeIsAskedAboutByItsTextAndByWhatItWants() {
    Agent runner = Agent.codeExecutor("runner").approveCode("files");
    Blueprint team = team(runner, Map.of("files", policy("code.contains('/etc') || args.network")));
    Approvals approvals =
        approvals(
            new WorkerPolicies(
                Map.of("shell", policy("code.contains('rm '")),
                List.of(),
                List.of(),
                List.of("shell")));
    assertThat(approvals.code(team, runner, "print(1)", "dana"))
        .as("an expression that does not parse asks")
        .hasValue("worker:shell");
    assertThat(approvals(WorkerPolicies.NONE).code(team, runner, "print(1)", "dana")).isEmpty();
    assertThat(approvals(WorkerPolicies.NONE).code(team, runner, "open('/etc/x')", "dana"))
        .hasValue("files");
  }

  @Test
  void workersPoliciesMustBeThere() {
    assertThatThrownBy(
            () -> new WorkerPolicies(Map.of("a", policy(null)), List.of("b"), List.of(), List.of()))
        .hasMessage("no policy is called \"b\"; there are [a]");
  }

  // --- What they want

  private static Policy merged(
      Map<String, Policy> file, Map<String, Policy> workers, String names) {
    return approvals(new WorkerPolicies(workers, List.of(), List.of(), List.of()))
        .merged(team(CASHIER, file), names);
  }

  @Test
  void onePolicyStaysAsItIsAndNoneIsTheStarters() {
    Policy one = due(3, new Then.Approve());
    assertThat(merged(Map.of("one", one), Map.of(), "one")).isEqualTo(one);
    assertThat(approvals(WorkerPolicies.NONE).merged(team(CASHIER, Map.of()), null))
        .isEqualTo(Policy.DEFAULT);
  }

  @Test
  void togetherTheyAreAsStrictAsTheStrictest() {
    Policy calm =
        new Policy(
            null,
            List.of(ask("managers", null)),
            false,
            Proof.SAID,
            List.of(Choice.APPROVE, Choice.EDIT, Choice.DELEGATE),
            true,
            Priority.LOW,
            null,
            List.of(Duration.ofHours(2)),
            null,
            null);
    Policy strict =
        new Policy(
            null,
            List.of(new Stage(List.of("finance"), 2, null)),
            true,
            Proof.TOKEN,
            List.of(Choice.APPROVE, Choice.RESPOND),
            false,
            Priority.HIGH,
            Duration.ofHours(8),
            List.of(Duration.ofHours(1)),
            null,
            Policy.DEFAULT);
    Policy both = merged(Map.of("calm", calm, "strict", strict), Map.of(), "calm+strict");
    assertThat(both.stages())
        .containsExactly(ask("managers", null), new Stage(List.of("finance"), 2, null));
    assertThat(both.fourEyes()).isTrue();
    assertThat(both.proof()).isEqualTo(Proof.TOKEN);
    assertThat(both.allow()).containsExactly(Choice.APPROVE, Choice.REJECT);
    assertThat(both.remember()).isFalse();
    assertThat(both.priority()).isEqualTo(Priority.HIGH);
    assertThat(both.deadline()).isEqualTo(Duration.ofHours(8));
    assertThat(both.then()).isEqualTo(new Then.Reject());
    assertThat(both.remind()).containsExactly(Duration.ofHours(1), Duration.ofHours(2));
    assertThat(both.inDoubt()).isEqualTo(Policy.DEFAULT);
  }

  @Test
  void theEarliestRejectionCountsAndNoApprovalComesBeforeIt() {
    assertThat(timing(due(1, new Then.Approve()), due(8, null), due(9, new Then.Reject())))
        .isEqualTo("PT8H Reject[]");
  }

  @Test
  void anAgreedAnswerWaitsForTheLongestAndADisputedOneIsARejection() {
    Then cfo = new Then.Escalate(List.of("cfo"), null, List.of(), null);
    assertThat(timing(due(1, cfo), due(8, cfo))).isEqualTo("PT8H " + cfo);
    assertThat(timing(due(1, cfo), due(8, new Then.Approve()))).isEqualTo("PT8H Reject[]");
    assertThat(timing(due(1, cfo), due(null, null))).isEqualTo("null null");
  }

  private static String timing(Policy... policies) {
    Map<String, Policy> all = new java.util.TreeMap<>();
    for (Policy policy : policies) {
      all.put("p" + all.size(), policy);
    }
    Policy merged = new Merging(all).merged();
    return merged.deadline() + " " + merged.then();
  }

  @Test
  void aFileAnswersInNobodysPlace() {
    Policy sly = due(1, new Then.Approve());
    Policy passing = due(1, new Then.Escalate(List.of("mallory"), null, List.of(), null));
    Policy mine = due(8, new Then.Escalate(List.of("cfo"), null, List.of(), null));
    for (Policy file : List.of(sly, passing)) {
      Policy merged = merged(Map.of("file", file), Map.of("mine", mine), "file+worker:mine");
      assertThat(merged.deadline()).isEqualTo(Duration.ofHours(8));
      assertThat(merged.then()).isEqualTo(mine.then());
      Policy open =
          merged(Map.of("file", file), Map.of("mine", due(null, null)), "file+worker:mine");
      assertThat(open.deadline()).as("a worker's waits without end").isNull();
      assertThat(merged(Map.of("file", file), Map.of(), "@Approval+file").deadline()).isNull();
    }
  }

  @Test
  void eachPolicyOfSeveralAsksAtLeastItsFirstStage() {
    Policy conditional = policy(null, ask("managers", "args.a > 1"), ask("finance", "args.a > 5"));
    Approvals approvals = approvals(WorkerPolicies.NONE);
    Policy both =
        merged(
            Map.of("conditional", conditional, "other", policy(null, ask("omar", null))),
            Map.of(),
            "conditional+other");
    assertThat(who(approvals, both, 0)).containsExactly("managers", "omar");
    assertThat(who(approvals, both, 2)).containsExactly("managers", "omar");
    assertThat(who(approvals, both, 9)).containsExactly("managers", "finance", "omar");
    Policy onlySecond = policy(null, ask("managers", "args.a > 9"), ask("finance", "args.a > 5"));
    Policy two =
        merged(
            Map.of("first", onlySecond, "other", policy(null, ask("omar", null))),
            Map.of(),
            "first+other");
    assertThat(who(approvals, two, 6)).containsExactly("finance", "omar");
  }

  private static List<String> who(Approvals approvals, Policy policy, int a) {
    Facts facts = Facts.call("refund", "{\"a\":" + a + "}", "cashier", "payments", "dana");
    return approvals.stages(policy, facts, "dana").stream()
        .flatMap(stage -> stage.who().stream())
        .toList();
  }

  @Test
  void stagesAreThoseThatHoldAndTheStarterIsAPerson() {
    Policy policy =
        policy(
            null,
            ask("managers", "args.a > 1"),
            new Stage(List.of("starter", "dana", "omar"), 2, "args.a > 5"));
    Approvals approvals = approvals(WorkerPolicies.NONE);
    Facts facts = Facts.call("refund", "{\"a\":9}", "cashier", "payments", "dana");
    assertThat(approvals.stages(policy, facts, "dana"))
        .containsExactly(
            new Move.Stage(List.of("managers"), 1), new Move.Stage(List.of("dana", "omar"), 2));
    assertThat(who(approvals, policy, 0)).as("none holds: the first").containsExactly("managers");
    assertThat(who(approvals, policy(null), 0)).containsExactly("dana");
  }

  @Test
  void aPolicyThatAWorkerDoesNotHaveAnyMoreIsTakenStrictly() {
    Policy gone = merged(Map.of(), Map.of(), "worker:gone");
    assertThat(gone.fourEyes()).isTrue();
    assertThat(gone.proof()).isEqualTo(Proof.TOKEN);
  }

  @Test
  void termsAllowWhatTheKindHasAndARejectionAlways() {
    Approvals approvals = approvals(WorkerPolicies.NONE);
    assertThat(approvals.terms(Policy.DEFAULT, RequestKind.TOOL).allow())
        .isEqualTo(RequestKind.TOOL.choices());
    assertThat(approvals.terms(allowing(Choice.APPROVE), RequestKind.TOOL).allow())
        .containsExactly(Choice.APPROVE, Choice.REJECT);
    assertThat(approvals.terms(allowing(Choice.HAPPENED), RequestKind.TOOL).allow())
        .containsExactly(Choice.REJECT);
    assertThat(approvals.terms(allowing(Choice.APPROVE), RequestKind.HUMAN).allow())
        .as("an answer is always possible")
        .isEqualTo(RequestKind.HUMAN.choices());
    assertThat(approvals.terms(allowing(Choice.APPROVE), RequestKind.IN_DOUBT).allow())
        .isEqualTo(RequestKind.IN_DOUBT.choices());
    assertThat(approvals.terms(Policy.DEFAULT, RequestKind.TOOL).singleUser()).isFalse();
  }
}
