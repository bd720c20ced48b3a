package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a worker, on a real server. */
@Timeout(120)
class WorkerApplicationTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void healthFollowsTheTemporalServer() throws Exception {
    try (House house = House.in(folder);
        WorkerApplication application =
            WorkerApplication.start(house.settings().build(), List.of())) {
      URI pages = application.pages().orElseThrow();
      assertThat(get(pages, "/health").statusCode()).isEqualTo(200);
      assertThat(get(pages, "/health/readiness").body())
          .contains("\"temporal\"", "\"store\"", "\"worker\"", "UP");

      house.temporal().kill();
      await().atMost(Duration.ofSeconds(20)).until(() -> get(pages, "/health").statusCode() == 503);
      assertThat(get(pages, "/health/readiness").statusCode()).isEqualTo(503);
      assertThat(get(pages, "/health/liveness").statusCode()).isEqualTo(200);

      house.temporal().startAgain();
      await().atMost(Duration.ofSeconds(20)).until(() -> get(pages, "/health").statusCode() == 200);
    }
  }

  @Test
  void metricsCountEffectsByTypeAndOutcome() throws Exception {
    try (House house = House.in(folder);
        WorkerApplication application =
            WorkerApplication.start(house.settings().build(), List.of())) {
      house.publish(
          Team.roundRobin("metrics")
              .model(
                  "main",
                  ModelSpec.scripted(
                      "main",
                      List.of(
                          new ScriptedReply(
                              null,
                              null,
                              1,
                              null,
                              null,
                              null,
                              null,
                              new ScriptedReply.Failure(503, null)),
                          ScriptedReply.say("TERMINATE"))))
              .agent(Agent.assistant("coder").model("main"))
              .until(Condition.textMention("TERMINATE"))
              .blueprint());
      var unused = House.result(house.start("metrics-1", "metrics", "Say it."));

      URI pages = application.pages().orElseThrow();
      String metrics = get(pages, "/prometheus").body();
      assertThat(metrics)
          .containsPattern("parley_effects_seconds_count\\{effect=\"reply\",outcome=\"done\"} 1")
          .containsPattern(
              "parley_effects_seconds_count\\{effect=\"reply\",outcome=\"serverError\"} 1")
          .contains("jvm_memory_used_bytes")
          .doesNotContainPattern("(?s)temporal_request_latency_seconds_bucket.{1,400}le=\"0.001\"");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(get(pages, "/prometheus").body())
                      .contains("temporal_workflow_completed_total"));
    }
  }

  private static HttpResponse<String> get(URI pages, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(pages.resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
