package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.EndpointRequest;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.FellBack;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Team;
import dev.parley.workflows.Outcome;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A provider goes away in the middle of many conversations. */
@Timeout(180)
class OutageTest {

  private static final int CONVERSATIONS = 50;
  private static final int TURNS = 6;
  private static final FellBack AWAY = new FellBack("openai:gpt-main", "serverError");

  private final AtomicBoolean down = new AtomicBoolean();

  @TempDir private Path folder;

  private static ModelSpec at(String model, ModelEndpoint endpoint) {
    return new ModelSpec(
        "openai",
        model,
        null,
        null,
        null,
        endpoint.baseUrl(),
        Map.of(),
        null,
        null,
        null,
        List.of());
  }

  private static Blueprint team(ModelEndpoint first, ModelEndpoint second) {
    return Team.roundRobin("busy")
        .model("main", at("gpt-main", first).orElse("second"))
        .model("second", at("gpt-second", second))
        .agent(Agent.assistant("anna").model("main").system("You talk."))
        .maxTurns(TURNS)
        .blueprint();
  }

  /** When the first conversation asks for its third turn, nobody is answered any more. */
  private EndpointAnswer answer(EndpointRequest request) {
    if (request.body().split("\"assistant\"", -1).length > 2) {
      down.set(true);
    }
    return down.get() ? EndpointAnswer.of(503, "{}") : EndpointAnswer.text("From the first.");
  }

  @Test
  void allConversationsMoveToTheOtherOneNoneFailsAndEachSaysSo() {
    try (ModelEndpoint first = ModelEndpoint.start(this::answer);
        ModelEndpoint second = ModelEndpoint.always(EndpointAnswer.text("From the second."));
        House house = House.in(folder)) {
      house.publish(team(first, second));
      Map<String, String> environment = house.environment();
      environment.put("OPENAI_API_KEY", "sk-test");
      environment.put("PARLEY_KEYS_HOSTS", "127.0.0.1");
      WorkerSettings settings =
          WorkerSettings.builder().environment(environment).folder(folder).build();
      try (RunningWorker worker = ParleyWorker.connect(settings).start()) {
        assertThat(worker).isNotNull();
        List<WorkflowStub> all = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
          all.add(house.start("busy-" + i, "busy", "Talk."));
        }
        for (WorkflowStub one : all) {
          Outcome outcome = House.result(one);
          assertThat(outcome.end().reason()).isEqualTo("maxTurns");
        }
      }
      for (int i = 0; i < CONVERSATIONS; i++) {
        assertMoved(house.entries("busy-" + i));
      }
      // Without the breaker each of some 200 turns would try it eight times.
      assertThat(first.count()).isLessThan(400);
    }
  }

  private static void assertMoved(List<Entry> entries) {
    List<Entry> said = entries.subList(1, entries.size());
    assertThat(said).hasSize(TURNS);
    for (Entry entry : said) {
      Entry.Origin origin = Objects.requireNonNull(entry.words().origin());
      boolean moved = origin.model().equals("openai:gpt-second");
      assertThat(entry.text()).isEqualTo(moved ? "From the second." : "From the first.");
      assertThat(origin.after()).isEqualTo(moved ? List.of(AWAY) : List.of());
    }
    assertThat(said.getLast().text()).isEqualTo("From the second.");
  }
}
