package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.activities.Deciders;
import dev.parley.activities.people.Approvals;
import dev.parley.activities.people.People;
import dev.parley.activities.people.Rules;
import dev.parley.activities.people.WorkerPolicies;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Policy;
import dev.parley.agents.Previews;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Words of a request in the Temporal UI: only where the team wants it and the workers allow it. */
class PreviewsTest {

  private static final Desk.Payments PAYMENTS = new Desk.Payments();
  private static final String SECRET = "\"amount\":240.00";

  private static Blueprint plain() {
    return Desk.team(Desk.policy(Desk.stage("dana", "omar")), "240.00");
  }

  private static Blueprint shown() {
    return plain().withPreviews(Previews.REQUESTS);
  }

  /** What the Temporal UI shows of the conversation. */
  private static String details(WorkflowStub stub) {
    return stub.query("__temporal_workflow_metadata", WorkflowMetadata.class).getCurrentDetails();
  }

  private static String history(Stage stage, String id) {
    return stage.temporal().getWorkflowClient().fetchHistory(id).toProtoText(true);
  }

  @Nested
  class WhereTheWorkersAllowIt {
    @RegisterExtension
    static final ParleyExtension PARLEY = ParleyExtension.create().tools(PAYMENTS);

    @Test
    void theArgumentsAreShownInAFence(Stage stage) {
      WorkflowStub stub = new Desk(stage, PAYMENTS).asked("shown-1", shown());

      await().until(() -> details(stub).contains("### r1"));
      assertThat(details(stub))
          .contains("```\n{\"id\":17,\"amount\":240.00}\n```")
          .contains("- tool: refund", "- asked: dana, omar", "- until: ")
          .contains("`./parley inbox shown-1/r1`");
      assertThat(history(stage, "shown-1")).contains("amount");
    }

    @Test
    void afterAnEditTheNewArgumentsAreShown(Stage stage) {
      Policy both = Desk.policy(new Policy.Stage(List.of("dana", "omar"), 2, null));
      Blueprint team = Desk.team(both, "240.00").withPreviews(Previews.REQUESTS);
      WorkflowStub stub = new Desk(stage, PAYMENTS).asked("shown-2", team);

      stage.decide(stub, "shown-2", "d1", "dana", Desk.edit("{\"id\":17,\"amount\":12.00}"));

      await()
          .untilAsserted(
              () ->
                  assertThat(details(stub))
                      .contains("{\"id\":17,\"amount\":12.00}")
                      .doesNotContain("240.00"));
      stage.decide(stub, "shown-2", "d2", "omar", Desk.decision("r1", Choice.APPROVE, null));
      assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    }

    @Test
    void withoutAWordOfTheTeamNothingIsShown(Stage stage) {
      assertNothingIsShown(stage, "shown-3", plain());
    }
  }

  @Nested
  class WhereTheWorkersDoNot {
    @RegisterExtension
    static final ParleyExtension PARLEY =
        ParleyExtension.create()
            .tools(PAYMENTS)
            .deciders(
                new Deciders(
                    new Approvals(WorkerPolicies.NONE, new Rules(), true),
                    () -> People.NOBODY,
                    false));

    @Test
    void nothingIsShownWhateverTheTeamWants(Stage stage) {
      assertNothingIsShown(stage, "hidden-1", shown());
    }
  }

  private static void assertNothingIsShown(Stage stage, String id, Blueprint team) {
    WorkflowStub stub = new Desk(stage, PAYMENTS).asked(id, team);

    await().until(() -> details(stub).contains("### r1"));
    assertThat(details(stub)).doesNotContain("240.00", "amount");
    assertThat(history(stage, id)).doesNotContain(SECRET, "amount");
  }
}
