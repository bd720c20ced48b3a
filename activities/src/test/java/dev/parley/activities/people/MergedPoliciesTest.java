package dev.parley.activities.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Choice;
import dev.parley.agents.Move;
import dev.parley.agents.Policy;
import dev.parley.agents.Policy.Priority;
import dev.parley.agents.Policy.Proof;
import dev.parley.agents.Policy.Stage;
import dev.parley.agents.Policy.Then;
import dev.parley.agents.RequestKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the policies that ask about a call want together. */
class MergedPoliciesTest {

  private static Policy merged(
      Map<String, Policy> file, Map<String, Policy> workers, String names) {
    return Policies.approvals(new WorkerPolicies(workers, List.of(), List.of(), List.of()))
        .merged(Policies.team(Policies.CASHIER, file), names);
  }

  @Test
  void onePolicyStaysAsItIsAndNoneIsTheStarters() {
    Policy one = Policies.due(3, new Then.Approve());
    assertThat(merged(Map.of("one", one), Map.of(), "one")).isEqualTo(one);
    assertThat(
            Policies.approvals(WorkerPolicies.NONE)
                .merged(Policies.team(Policies.CASHIER, Map.of()), null))
        .isEqualTo(Policy.DEFAULT);
  }

  @Test
  void togetherTheyAreAsStrictAsTheStrictest() {
    Policy calm =
        new Policy(
            null,
            List.of(Policies.ask("managers", null)),
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
        .containsExactly(Policies.ask("managers", null), new Stage(List.of("finance"), 2, null));
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
    assertThat(
            timing(
                Policies.due(1, new Then.Approve()),
                Policies.due(8, null),
                Policies.due(9, new Then.Reject())))
        .isEqualTo("PT8H Reject[]");
  }

  @Test
  void anAgreedAnswerWaitsForTheLongestAndADisputedOneIsARejection() {
    Then cfo = new Then.Escalate(List.of("cfo"), null, List.of(), null);
    assertThat(timing(Policies.due(1, cfo), Policies.due(8, cfo))).isEqualTo("PT8H " + cfo);
    assertThat(timing(Policies.due(1, cfo), Policies.due(8, new Then.Approve())))
        .isEqualTo("PT8H Reject[]");
    assertThat(timing(Policies.due(1, cfo), Policies.due(null, null))).isEqualTo("null null");
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
    Policy sly = Policies.due(1, new Then.Approve());
    Policy passing = Policies.due(1, new Then.Escalate(List.of("mallory"), null, List.of(), null));
    Policy mine = Policies.due(8, new Then.Escalate(List.of("cfo"), null, List.of(), null));
    for (Policy file : List.of(sly, passing)) {
      Policy merged = merged(Map.of("file", file), Map.of("mine", mine), "file+worker:mine");
      assertThat(merged.deadline()).isEqualTo(Duration.ofHours(8));
      assertThat(merged.then()).isEqualTo(mine.then());
      Policy open =
          merged(
              Map.of("file", file), Map.of("mine", Policies.due(null, null)), "file+worker:mine");
      assertThat(open.deadline()).as("a worker's waits without end").isNull();
      assertThat(merged(Map.of("file", file), Map.of(), "@Approval+file").deadline()).isNull();
    }
  }

  @Test
  void eachPolicyOfSeveralAsksAtLeastItsFirstStage() {
    Policy conditional =
        Policies.policy(
            null, Policies.ask("managers", "args.a > 1"), Policies.ask("finance", "args.a > 5"));
    Approvals approvals = Policies.approvals(WorkerPolicies.NONE);
    Policy both =
        merged(
            Map.of(
                "conditional",
                conditional,
                "other",
                Policies.policy(null, Policies.ask("omar", null))),
            Map.of(),
            "conditional+other");
    assertThat(who(approvals, both, 0)).containsExactly("managers", "omar");
    assertThat(who(approvals, both, 2)).containsExactly("managers", "omar");
    assertThat(who(approvals, both, 9)).containsExactly("managers", "finance", "omar");
    Policy onlySecond =
        Policies.policy(
            null, Policies.ask("managers", "args.a > 9"), Policies.ask("finance", "args.a > 5"));
    Policy two =
        merged(
            Map.of("first", onlySecond, "other", Policies.policy(null, Policies.ask("omar", null))),
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
        Policies.policy(
            null,
            Policies.ask("managers", "args.a > 1"),
            new Stage(List.of("starter", "dana", "omar"), 2, "args.a > 5"));
    Approvals approvals = Policies.approvals(WorkerPolicies.NONE);
    Facts facts = Facts.call("refund", "{\"a\":9}", "cashier", "payments", "dana");
    assertThat(approvals.stages(policy, facts, "dana"))
        .containsExactly(
            new Move.Stage(List.of("managers"), 1), new Move.Stage(List.of("dana", "omar"), 2));
    assertThat(who(approvals, policy, 0)).as("none holds: the first").containsExactly("managers");
    assertThat(who(approvals, Policies.policy(null), 0)).containsExactly("dana");
  }

  @Test
  void aPolicyThatAWorkerDoesNotHaveAnyMoreIsTakenStrictly() {
    Policy gone = merged(Map.of(), Map.of(), "worker:gone");
    assertThat(gone.fourEyes()).isTrue();
    assertThat(gone.proof()).isEqualTo(Proof.TOKEN);
  }

  @Test
  void termsAllowWhatTheKindHasAndARejectionAlways() {
    Approvals approvals = Policies.approvals(WorkerPolicies.NONE);
    assertThat(approvals.terms(Policy.DEFAULT, RequestKind.TOOL).allow())
        .isEqualTo(RequestKind.TOOL.choices());
    assertThat(approvals.terms(Policies.allowing(Choice.APPROVE), RequestKind.TOOL).allow())
        .containsExactly(Choice.APPROVE, Choice.REJECT);
    assertThat(approvals.terms(Policies.allowing(Choice.HAPPENED), RequestKind.TOOL).allow())
        .containsExactly(Choice.REJECT);
    assertThat(approvals.terms(Policies.allowing(Choice.APPROVE), RequestKind.HUMAN).allow())
        .as("an answer is always possible")
        .isEqualTo(RequestKind.HUMAN.choices());
    assertThat(approvals.terms(Policies.allowing(Choice.APPROVE), RequestKind.IN_DOUBT).allow())
        .isEqualTo(RequestKind.IN_DOUBT.choices());
    assertThat(approvals.terms(Policies.allowing(Choice.APPROVE), RequestKind.TASK).allow())
        .as("so it is where a person is a tool")
        .isEqualTo(RequestKind.TASK.choices());
    assertThat(approvals.terms(Policy.DEFAULT, RequestKind.TOOL).singleUser()).isFalse();
  }
}
