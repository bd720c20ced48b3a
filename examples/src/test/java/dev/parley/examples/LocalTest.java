package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Agent;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's smallest program: everything in this process, one agent, one task, one answer. */
@Timeout(120)
class LocalTest {

  @TempDir private Path scratch;
  private ModelEndpoint endpoint = ModelEndpoint.always(EndpointAnswer.text("It is 42."));
  private Path home = Path.of("");

  @BeforeEach
  void aHome() {
    home = scratch.resolve("home");
  }

  @AfterEach
  void closeEndpoint() {
    endpoint.close();
  }

  private Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.put("PARLEY_HOME", home.toString());
    all.put("OPENAI_API_KEY", "sk-test");
    all.put("OPENAI_BASE_URL", endpoint.baseUrl());
    return all;
  }

  private static Agent ada() {
    return Agent.assistant("ada").model("openai:gpt-4o").system("You are brief.");
  }

  @Test
  void oneAgentAnswersAndTheNextProgramFindsTheConversation() throws Exception {
    Clone.requireTemporal();
    String id;
    try (Parley parley = Parley.local(environment())) {
      Conversation chat = parley.converse(ada(), "What is 6 times 7?");
      id = chat.id();
      assertThat(chat.result().answer()).isEqualTo("It is 42.");
    }
    try (Parley parley = Parley.local(environment())) {
      Conversation again = parley.find(id);
      again.say("And 6 times 8?", "dana");
      assertThat(again.result().answer()).isEqualTo("It is 42.");
    }
    assertThat(endpoint.count()).isEqualTo(2);
  }

  @Test
  void withoutATemporalServerItRunsInMemoryAndLeavesNothing() throws Exception {
    Map<String, String> bare = environment();
    bare.put("PATH", scratch.toString());
    bare.put("PARLEY_CACHE", scratch.resolve("cache").toString());
    bare.remove("PARLEY_TEMPORAL");
    try (Parley parley = Parley.local(bare)) {
      assertThat(parley.converse(ada(), "What is 6 times 7?").result().answer())
          .isEqualTo("It is 42.");
      assertThat(left()).contains("in-memory-");
    }
    assertThat(left()).doesNotContain("in-memory-", "parley.db");
  }

  private String left() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.map(Path::toString).toList().toString();
    }
  }
}
