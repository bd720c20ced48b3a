package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.cli.Console;
import dev.parley.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the command line, its server and its worker leave in their folder beside the transcript. */
@Timeout(120)
class CommandLinePrivacyTest {

  @TempDir private Path folder;

  private final PlantedWords words = new PlantedWords();
  private final Answers answers = new Answers();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void noLogAndNoFileButTheTranscriptHoldsAWord() throws IOException {
    Path temporal = Parts.requireTemporal();
    answers.add(
        "cli",
        EndpointAnswer.error(500, "server_error", words.plant("an error body")),
        EndpointAnswer.text(Snippets.writes(words)),
        EndpointAnswer.text(Snippets.raises(words)),
        EndpointAnswer.error(401, "invalid_api_key", words.plant("the body of a refusal")));
    try (ModelEndpoint endpoint = ModelEndpoint.start(answers)) {
      Map<String, String> environment = environment(temporal, endpoint.baseUrl());
      Path file = Files.writeString(folder.resolve(word("a file") + ".csv"), word("its content"));
      int code =
          run(environment, "run", team(), word("a task"), "--id", "c", "--file", file.toString());

      assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isOne();
      assertThat(answers.given("cli")).isEqualTo(4);
      assertThat(run(environment, "show", "c")).isZero();
      assertThat(run(environment, "dev", "--stop")).isZero();
    }
    assertThat(words.in(Exhibit.of("what show printed", out.toString(StandardCharsets.UTF_8))))
        .hasSizeGreaterThan(6);
    List<Exhibit> left = left();
    assertThat(left)
        .extracting(Exhibit::place)
        .anyMatch(place -> place.matches("file temporal-.*\\.db"))
        .contains("file worker.log", "file temporal.log");
    assertThat(words.in(left.stream())).isEmpty();
  }

  private String word(String place) {
    return words.plant(place);
  }

  private int run(Map<String, String> environment, String... arguments) {
    Console console = Console.plain(new ByteArrayInputStream(new byte[0]), out, err);
    Path root = Path.of(System.getProperty("parley.root", ".."));
    return Main.execute(console, environment, root, List.of(arguments));
  }

  /** Everything in the home but the store. */
  private List<Exhibit> left() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("parley.db"))
          .map(Exhibit::of)
          .toList();
    }
  }

  private String team() throws IOException {
    String team =
        """
        name: cli
        models:
          m: { provider: openai, model: cli }
        agents:
          coder: { type: AssistantAgent, model: m, system: Be %s }
          runner: { type: CodeExecutorAgent, executor: local }
        team:
          type: RoundRobinGroupChat
          participants: [coder, runner]
          termination: { textMention: %s }
        """
            .formatted(word("a system message"), word("a needle"));
    return Files.writeString(folder.resolve("team.yaml"), team).toString();
  }

  private Map<String, String> environment(Path temporal, String endpoint) throws IOException {
    Map<String, String> all = new TreeMap<>(System.getenv());
    all.keySet().removeIf(name -> name.startsWith("PARLEY_") || name.startsWith("TEMPORAL_"));
    all.put("PARLEY_HOME", folder.resolve("home").toString());
    all.put("PARLEY_USER", "dana");
    all.put("PARLEY_TEMPORAL", temporal.toString());
    all.put("PARLEY_SANDBOX_LOCAL", "true");
    all.put("PARLEY_LOG_LEVEL", "DEBUG");
    all.put("OPENAI_API_KEY", word("a key"));
    all.put("OPENAI_BASE_URL", endpoint);
    all.put("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=" + logback());
    return Map.copyOf(all);
  }

  /** The command line's own; this module has another one of the same name. */
  private static URL logback() throws IOException {
    for (URL one : Collections.list(Main.class.getClassLoader().getResources("logback.xml"))) {
      if (new String(one.openStream().readAllBytes(), StandardCharsets.UTF_8)
          .contains("dev/parley/cli")) {
        return one;
      }
    }
    throw new IllegalStateException("the command line has no logback.xml");
  }
}
