package dev.parley.activities.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Move;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which policies ask about a call. */
class ApprovalsTest {

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

  private static Optional<String> asks(
      WorkerPolicies workers, Blueprint team, Agent agent, Tool tool, String arguments) {
    return Policies.approvals(workers).tool(team, agent, tool, arguments, "dana");
  }

  // --- Who asks

  @Test
  void nobodyAsksWhereNothingSaysSo() {
    assertThat(
            asks(
                WorkerPolicies.NONE,
                Policies.team(Policies.CASHIER, Map.of()),
                Policies.CASHIER,
                refund(ToolEffect.ONCE),
                "{}"))
        .isEmpty();
  }

  @Test
  void theToolsPolicyAsksWhenItsExpressionHolds() {
    Blueprint team =
        Policies.team(Policies.CASHIER, Map.of("big", Policies.policy("args.amount > 100")))
            .withTool("refund", new ToolSpec(null, null, "big"));
    Tool tool = refund(ToolEffect.READ);
    assertThat(asks(WorkerPolicies.NONE, team, Policies.CASHIER, tool, "{\"amount\":240}"))
        .hasValue("big");
    assertThat(asks(WorkerPolicies.NONE, team, Policies.CASHIER, tool, "{\"amount\":20}"))
        .isEmpty();
    assertThat(asks(WorkerPolicies.NONE, team, Policies.CASHIER, tool, "{}"))
        .as("fails")
        .hasValue("big");
    assertThat(asks(WorkerPolicies.NONE, team, Policies.CASHIER, tool, "?"))
        .as("no JSON")
        .hasValue("big");
  }

  @Test
  void writesAsksForEveryToolThatDoesMoreThanRead() {
    Agent careful = Policies.CASHIER.approveWrites("careful");
    Blueprint team = Policies.team(careful, Map.of("careful", Policies.policy(null)));
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
                "refunds", Policies.policy(null),
                "all", Policies.policy("tool == 'refund'"),
                "writes", Policies.policy(null),
                "never", Policies.policy("false")),
            List.of("all", "never"),
            List.of("writes"),
            List.of());
    Agent careful = Policies.CASHIER.approveWrites("zeta");
    Blueprint team =
        Policies.team(
                careful, Map.of("zeta", Policies.policy(null), "refunds", Policies.policy("false")))
            .withTool("refund", new ToolSpec(null, null, "refunds"));
    Tool tool = new Refund(ToolEffect.ONCE, Optional.of("refunds"));
    assertThat(asks(workers, team, careful, tool, "{}"))
        .hasValue("worker:all+worker:refunds+worker:writes+zeta");
  }

  @Test
  void aToolsOwnApprovalAsksTheStarterWhereTheWorkersSayNothing() {
    Blueprint team = Policies.team(Policies.CASHIER, Map.of("mine", Policies.policy("false")));
    for (String name : List.of("", "mine", "unknown")) {
      Tool tool = new Refund(ToolEffect.READ, Optional.of(name));
      assertThat(asks(WorkerPolicies.NONE, team, Policies.CASHIER, tool, "{}"))
          .as(name)
          .hasValue(Approvals.OWN);
    }
    Approvals approvals = Policies.approvals(WorkerPolicies.NONE);
    assertThat(approvals.stages(approvals.merged(team, Approvals.OWN), ANY, "dana"))
        .containsExactly(new Move.Stage(List.of("dana"), 1));
  }

  @Test
  void codeIsAskedAboutByItsTextAndByWhatItWants() {
    Agent runner = Agent.codeExecutor("runner").approveCode("files");
    Blueprint team =
        Policies.team(
            runner, Map.of("files", Policies.policy("code.contains('/etc') || args.network")));
    Approvals approvals =
        Policies.approvals(
            new WorkerPolicies(
                Map.of("shell", Policies.policy("code.contains('rm '")),
                List.of(),
                List.of(),
                List.of("shell")));
    assertThat(approvals.code(team, runner, "print(1)", "dana"))
        .as("an expression that does not parse asks")
        .hasValue("worker:shell");
    assertThat(Policies.approvals(WorkerPolicies.NONE).code(team, runner, "print(1)", "dana"))
        .isEmpty();
    assertThat(Policies.approvals(WorkerPolicies.NONE).code(team, runner, "open('/etc/x')", "dana"))
        .hasValue("files");
  }

  @Test
  void workersPoliciesMustBeThere() {
    assertThatThrownBy(
            () ->
                new WorkerPolicies(
                    Map.of("a", Policies.policy(null)), List.of("b"), List.of(), List.of()))
        .hasMessage("no policy is called \"b\"; there are [a]");
  }
}
