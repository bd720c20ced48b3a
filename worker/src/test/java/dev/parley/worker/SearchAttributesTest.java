package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Search attributes on a server that was started without them. */
@Timeout(120)
class SearchAttributesTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void missingOnesAreRegisteredAndConversationsAreFoundByThem() {
    try (House house = House.withoutAttributes(folder);
        RunningWorker worker = house.worker()) {
      assertThat(worker.isWorking()).isTrue();
      var unused = House.result(started(house));

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(
                          house
                              .temporal()
                              .client()
                              .listExecutions(
                                  "ParleyState = 'finished' and ParleyTeam = 'greeting'"))
                      .hasSize(1));
    }
  }

  @Test
  void whereTheyCannotBeRegisteredConversationsRunWithoutThem() {
    try (House house = House.withoutAttributes(folder)) {
      occupy(house, "ParleyTeam");
      try (LogLines lines = LogLines.ofRoot();
          RunningWorker worker = house.worker()) {
        assertThat(worker.isWorking()).isTrue();
        assertThat(House.result(started(house)).end().reason()).isEqualTo("textMention");
        assertThat(lines.text())
            .contains("search attributes are not registered")
            .contains("temporal operator search-attribute create --namespace default")
            .contains("--name ParleyTeam --type Keyword");
      }
    }
  }

  private static WorkflowStub started(House house) {
    house.publish(
        Team.roundRobin("greeting")
            .model("main", ModelSpec.scripted("main", List.of(ScriptedReply.say("TERMINATE"))))
            .agent(Agent.assistant("coder").model("main"))
            .until(Condition.textMention("TERMINATE"))
            .blueprint());
    return house.start("greeting-1", "greeting", "Say it.");
  }

  private static void occupy(House house, String name) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(house.temporal().stubs().getRawChannel())
                .validateAndBuildWithDefaults());
    var unused =
        operator
            .blockingStub()
            .addSearchAttributes(
                AddSearchAttributesRequest.newBuilder()
                    .setNamespace("default")
                    .putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_INT)
                    .build());
    operator.shutdown();
  }
}
