package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.cli.Cli.Ran;
import dev.parley.transcript.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/analyst.yaml}: a database as a tool, and an answer that has a form. */
@Timeout(180)
class AnalystTest {

  private static final Path FOLDER = Cli.root().resolve("examples/analyst");
  private static final String TEAM = Cli.root().resolve("examples/analyst.yaml").toString();

  @TempDir private static Path home;
  private static Cli cli = Cli.of(Path.of(""));

  @BeforeAll
  static void aHome() {
    cli = Cli.of(home).with("PARLEY_CONFIG", FOLDER.resolve("parley.yml").toString());
  }

  @AfterAll
  static void nothingIsLeft() {
    var unused = cli.run("dev", "--stop");
  }

  private static JsonNode kind(Ran ran, String kind) {
    return ran.lines().stream()
        .map(line -> Json.read(line, JsonNode.class))
        .filter(line -> line.path("kind").asText().equals(kind))
        .reduce((first, last) -> last)
        .orElseThrow(() -> new AssertionError(ran.out()));
  }

  @Test
  void theAnswerIsJsonThatFitsAndTheModelWasToldWhenItDidNot() throws Exception {
    RealParts.requireTemporal();
    byte[] before = Files.readAllBytes(FOLDER.resolve("shop.db"));

    Ran ran = cli.run("run", TEAM, "Which region buys most?", "--id", "analyst-1", "--jsonl");

    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(kind(ran, "toolResults").path("results").path(0).path("text").asText())
        .isEqualTo("region | total\nnorth | 782.5\nsouth | 450.0\nwest | 95.9\n(3 rows)");
    JsonNode answer = kind(ran, "text");
    assertThat(answer.path("json").toString()).isEqualTo("{\"region\":\"north\",\"total\":782.5}");
    assertThat(answer.path("text").asText()).isEqualTo("{\"region\":\"north\",\"total\":782.5}");
    assertThat(answer.path("attempts").asInt()).isEqualTo(2);
    assertThat(Json.read(ran.lines().getLast(), JsonNode.class).path("modelCalls").asInt())
        .as("a repair is a call")
        .isEqualTo(4);
    assertThat(Files.readAllBytes(FOLDER.resolve("shop.db"))).isEqualTo(before);
  }

  @Test
  void doctorAsksTheSources() {
    assertThat(cli.run("doctor").lines())
        .anyMatch(line -> line.startsWith("✓ sql.shop ") && line.contains("can be called"));
  }

  @Test
  void checkMissesASourceThatTheWorkerDoesNotHave() {
    assertThat(cli.run("check", TEAM).err()).isEmpty();

    Ran bare = Cli.of(home).run("check", TEAM);

    assertThat(bare.code()).isZero();
    assertThat(bare.err())
        .isEqualTo(
            "warning: tools.sales.sql: the worker has no entry \"shop\" under parley.sql; there"
                + " are: none\n");
  }

  @Test
  void aSchemaThatIsNoneIsAMistakeOfTheFile() throws Exception {
    Path wrong = home.resolve("wrong.yaml");
    var unused =
        Files.writeString(
            wrong, Files.readString(Path.of(TEAM)).replace("type: object", "type: objekt"));

    Ran ran = cli.run("check", wrong.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("agents.analyst.output.schema is no JSON Schema");
  }

  @Test
  void whatIsWrongWithTheSettingsIsTold() throws Exception {
    Path settings = home.resolve("other.yml");
    var unused =
        Files.writeString(settings, "parley: { sql: { shop: { url: 'jdbc:sqlite:none.db' } } }");

    List<String> lines = cli.with("PARLEY_CONFIG", settings.toString()).run("doctor").lines();

    assertThat(lines)
        .anyMatch(line -> line.startsWith("✗ sql.shop ") && line.contains("other.yml:1"));
  }
}
