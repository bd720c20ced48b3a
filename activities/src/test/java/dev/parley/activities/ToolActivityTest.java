package dev.parley.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.ToolEffect;
import dev.parley.workflows.Payloads;
import dev.parley.workflows.ToolEnd;
import dev.parley.workflows.ToolTask;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One activity serves every tool by the tool's name, and nothing that is Parley's own. */
class ToolActivityTest {

  private final Shop shop;
  private final TestActivityEnvironment temporal =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
              .build());

  ToolActivityTest(@TempDir Path folder) {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    temporal.close();
    shop.close();
  }

  /** Activities as a workflow calls them. */
  @ActivityInterface
  public interface Named {
    @ActivityMethod(name = "refund")
    ToolEnd refund(ToolTask task);

    @ActivityMethod(name = "reply")
    ToolEnd reply(ToolTask task);
  }

  private Named named(TestTool tool) {
    temporal.registerActivitiesImplementations(shop.worker("w", tool));
    return temporal.newActivityStub(Named.class);
  }

  @Test
  void theActivityOfAToolIsCalledLikeTheTool() {
    TestTool tool = TestTool.refund(ToolEffect.READ, arguments -> "refunded");
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, ToolEffect.READ));

    assertThat(named(tool).refund(task)).isEqualTo(new ToolEnd(false));

    assertThat(tool.calls()).hasSize(1);
  }

  @Test
  void anActivityOfParleysOwnIsLeftToWorkersThatDoIt() {
    TestTool tool = TestTool.refund(ToolEffect.READ, arguments -> "refunded");
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, ToolEffect.READ));
    Named named = named(tool);

    assertThatThrownBy(() -> named.reply(task))
        .isInstanceOf(ActivityFailure.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e -> {
              assertThat(e.getType()).isEqualTo("otherWorker");
              assertThat(e.isNonRetryable()).isFalse();
            });
    assertThat(tool.calls()).isEmpty();
  }
}
