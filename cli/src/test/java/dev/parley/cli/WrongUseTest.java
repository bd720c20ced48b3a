package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to wrong use, and with which exit code. Nothing is started for any of it. */
final class WrongUseTest {

  private static final String TEAM =
      """
      name: two
      models:
        m: { provider: scripted, replies: [done] }
      agents:
        a: { type: AssistantAgent, model: m }
      team: { type: RoundRobinGroupChat, participants: [a], maxTurns: 1 }
      """;

  @TempDir private Path folder;
  private Path team = Path.of("");
  private Cli cli = Cli.of(Path.of(""));

  @BeforeEach
  void teamFile() throws IOException {
    team = Files.writeString(folder.resolve("two.yaml"), TEAM);
    cli = Cli.of(folder.resolve("home"));
  }

  private void assertNothingRuns() {
    assertThat(folder.resolve("home").resolve("dev.json")).doesNotExist();
  }

  // --- Commands and options

  @Test
  void aloneItPrintsAShortHelp() {
    Ran ran = cli.run();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("./parley demo", "run", "chat", "doctor");
    assertThat(ran.lines()).hasSizeLessThan(24);
    assertThat(ran.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void theVersionIsOneLine(String option) {
    Ran ran = cli.run(option);
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("parley ").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({"rum,run", "shwo,show", "lst,list", "docter,doctor", "--halp,''", "xyz,''"})
  void anUnknownCommandIsRefusedWithTheNearestOne(String written, String meant) {
    Ran ran = cli.run(written);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("unknown command \"" + written + "\"");
    if (!meant.isEmpty()) {
      assertThat(ran.err()).contains("did you mean \"" + meant + "\"?");
    }
  }

  @Test
  void toolsOfALibraryThatIsNotThereAreAskedForInVain() {
    Ran ran = cli.run("tools", "--lib", "nowhere.jar");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--lib: nowhere.jar is not there");
  }

  @Test
  void anUnknownOptionIsRefusedWithTheNearestOne() {
    Ran ran = cli.run("run", "--modle", "x:y", team.toString(), "task");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("unknown option --modle; did you mean --model?");
  }

  @Test
  void everyCommandExplainsItself() {
    for (CommandTable command : CommandTable.values()) {
      Ran ran = cli.run(command.word(), "--help");
      assertThat(ran.code()).as(command.word()).isZero();
      assertThat(ran.out()).contains("Usage: ./parley " + command.word());
      assertThat(cli.run("help", command.word()).out()).isEqualTo(ran.out());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run", "chat", "say", "watch", "files", "show", "stop", "fork", "check", "recover"
      })
  void whatIsMissingIsNamed(String command) {
    Ran ran = cli.run(command);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).containsPattern("missing: .*(TEAM|ID)");
  }

  @Test
  void recoverTakesOneOrAll() {
    assertRefused(cli.run("recover", "x", "--all"), "ID or --all, not both");
    Ran none = cli.run("recover", "--all");
    assertThat(none.code()).isZero();
    assertThat(none.out()).isEqualTo("Nothing to recover: no conversation is open.\n");
    assertNothingRuns();
  }

  @Test
  void aTextWithoutQuotesIsExplained() {
    Ran ran = cli.run("run", team.toString(), "two", "words");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("put a text with spaces into quotes");
  }

  @Test
  void detachAndNoWaitExcludeEachOther() {
    assertThat(cli.run("run", team.toString(), "x", "--detach", "--no-wait").code()).isEqualTo(2);
  }

  @Test
  void oneFormAtATime() {
    assertThat(cli.run("show", "x", "--md", "--html").code()).isEqualTo(2);
  }

  // --- Teams

  @Test
  void aTeamThatIsNowhereIsRefusedWithTheNearestOne() {
    Ran ran = cli.run("run", "codin", "task");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("\"codin\"; did you mean \"coding\"?");
    assertNothingRuns();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Ran ran = cli.run("run", "nowhere.yaml", "task");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("nowhere.yaml");
  }

  @Test
  void checkShowsEveryMistakeWithItsLine() throws IOException {
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            TEAM.replace("model: m", "modle: m").replace("maxTurns: 1", "maxTurns: never"));
    Ran ran = cli.run("check", wrong.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("wrong.yaml:5: agents.a.modle: unknown key; did you mean \"model\"?")
        .contains("wrong.yaml:6: team.maxTurns");
    assertThat(cli.run("run", wrong.toString(), "task").err()).isEqualTo(ran.err());
    assertNothingRuns();
  }

  @Test
  void checkSaysWhatAGoodFileDoes() throws IOException {
    Path networked =
        Files.writeString(
            folder.resolve("net.yaml"),
            TEAM.replace("model: m }", "model: m, executor: { type: docker, network: true } }"));
    Ran ran = cli.run("check", team.toString(), networked.toString());
    assertThat(ran.code()).isZero();
    assertThat(ran.lines().getFirst())
        .isEqualTo(team + ": OK, RoundRobinGroupChat of a; models scripted:m");
    assertThat(ran.out()).contains("agents.a.executor: network: true");
  }

  @Test
  void aDiagramIsMermaid() {
    Ran ran = cli.run("diagram", "coding");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("flowchart LR").contains("coder", "runner");
  }

  // --- Tasks

  @Test
  void aTaskThatIsNoUtf8IsRefused() throws IOException {
    byte[] latin = {'Z', 'o', (byte) 0xEB};
    Path file = Files.write(folder.resolve("task.txt"), latin);
    assertRefused(cli.typing(latin, "run", team.toString(), "-"), "not valid UTF-8");
    assertRefused(cli.run("run", team.toString(), "@" + file), "not valid UTF-8");
    assertNothingRuns();
  }

  @Test
  void aTaskOfTenMegabytesIsRefused() throws IOException {
    byte[] much = "x".repeat(10_000_000).getBytes(UTF_8);
    Path file = Files.write(folder.resolve("task.txt"), much);
    assertRefused(cli.typing(much, "run", team.toString(), "-"), "more than 1048576 bytes");
    assertRefused(cli.run("run", team.toString(), "@" + file), "--file");
    assertNothingRuns();
  }

  @Test
  void anEmptyTaskIsRefused() {
    assertRefused(cli.run("run", team.toString(), " "), "the task is empty");
    assertRefused(cli.typing(new byte[] {'\n'}, "run", team.toString(), "-"), "empty");
  }

  @Test
  void aTaskFileThatIsNotThereIsNamed() {
    assertRefused(cli.run("run", team.toString(), "@gone.txt"), "gone.txt");
  }

  @Test
  void aVariableWithoutAValueIsRefused() {
    assertRefused(cli.run("run", team.toString(), "x", "--var", "K"), "\"K\" is not K=V");
  }

  @Test
  void aVariableMayComeFromAFile() throws IOException {
    Path task = Files.writeString(folder.resolve("colour.txt"), "blue\n");
    Path file =
        Files.writeString(
            folder.resolve("var.yaml"), TEAM.replace("name: two", "name: two\ndescription: ${C}"));
    assertThat(cli.run("check", file.toString()).code()).isEqualTo(2);
    assertThat(cli.run("check", file.toString(), "--var", "C=@" + task).code()).isZero();
  }

  @Test
  void aFileOfTheTaskMustBeThere() {
    assertRefused(cli.run("run", team.toString(), "x", "--file", "gone.csv"), "gone.csv");
  }

  @Test
  void aFileWhoseNameNoWorkspaceTakesIsRefused() throws IOException {
    String file = Files.writeString(folder.resolve("a\\b.csv"), "1").toString();
    assertRefused(cli.run("run", team.toString(), "x", "--file", file), "give it another name");
    assertNothingRuns();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "1x", "../x", "ü"})
  void anIdThatIsNoNameIsRefused(String id) {
    assertRefused(cli.run("run", team.toString(), "x", "--id", id), "--id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "user", "parley", ""})
  void aPersonThatIsNoNameIsRefused(String name) {
    assertRefused(cli.run("run", team.toString(), "x", "--as", name), "no name of a person");
  }

  @Test
  void aModelThatIsNoneIsRefused() {
    assertRefused(cli.run("run", team.toString(), "x", "--model", "gpt"), "PROVIDER:MODEL");
    assertRefused(cli.run("run", team.toString(), "x", "--model", "n=openai:gpt-4o"), "\"n\"");
  }

  @Test
  void aLibraryThatExtendsNothingIsRefused() throws IOException {
    String empty = Files.createDirectory(folder.resolve("lib")).toString();
    assertRefused(cli.run("run", team.toString(), "x", "--lib", empty), "WorkerExtension");
    assertRefused(cli.run("run", team.toString(), "x", "--lib", team.toString()), "is no jar");
    assertRefused(cli.run("run", team.toString(), "x", "--lib", "gone.jar"), "gone.jar");
    assertNothingRuns();
  }

  // --- What is missing

  @ParameterizedTest
  @CsvSource({
    "openai, OPENAI_API_KEY",
    "anthropic, ANTHROPIC_API_KEY",
    "gemini, GEMINI_API_KEY",
  })
  void aMissingKeyIsNamedBeforeAnythingStarts(String provider, String variable) {
    Ran ran = cli.run("run", "coding", "task", "--model", "writer=" + provider + ":any");
    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err())
        .isEqualTo(
            "models.writer: no key for %s. Set %s, or --model ollama:llama3.1, or ./parley demo\n",
            provider, variable);
    assertNothingRuns();
  }

  @Test
  void aKeyMayStandInTheHome() throws IOException {
    Files.createDirectories(folder.resolve("home"));
    Files.writeString(folder.resolve("home/env"), "OPENAI_API_KEY=not-a-real-one\n");
    Ran ran = cli.with("DOCKER_HOST", "unix:///nowhere").run("run", "examples", "task");
    assertThat(ran.err()).doesNotContain("no key");
    Ran docker =
        cli.with("DOCKER_HOST", "unix:///nowhere")
            .run("run", Cli.root().resolve("examples/coding.yaml").toString(), "task");
    assertThat(docker.code()).isEqualTo(4);
    assertThat(docker.err()).startsWith("agents.runner.executor: docker is named here, but no");
    assertNothingRuns();
  }

  @Test
  void aStoreThatIsAwayIsSaidBeforeAnythingStarts() {
    Cli away = cli.with("PARLEY_STORE", "jdbc:postgresql://127.0.0.1:1/parley");
    for (String[] command :
        new String[][] {{"list"}, {"show", "x"}, {"run", team.toString(), "task"}}) {
      Ran ran = away.run(command);
      assertThat(ran.code()).as(command[0]).isEqualTo(4);
      assertThat(ran.err()).contains("127.0.0.1:1/parley").doesNotContain("\tat ");
    }
    assertNothingRuns();
  }

  @Test
  void aServerThatIsAwayIsSaidAndNoConversationIsBegun() {
    Cli away = cli.with("TEMPORAL_ADDRESS", "127.0.0.1:1");
    Ran ran = away.run("run", team.toString(), "task");
    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("127.0.0.1:1 does not answer");
    assertThat(cli.run("list").out()).isEqualTo("No conversations.\n");
    assertNothingRuns();
  }

  @Test
  void aStoreThatIsNoneIsWrongUse() {
    assertThat(cli.with("PARLEY_STORE", "mysql:x").run("list").code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show",
        "watch",
        "files",
        "pause",
        "resume",
        "interrupt",
        "stop",
        "recover",
        "delete"
      })
  void anUnknownIdIsWrongUse(String command) {
    assertRefused(cli.run(command, "nope"), "\"nope\"");
    assertNothingRuns();
  }

  @Test
  void nothingIsThereYet() {
    assertThat(cli.run("list").out()).isEqualTo("No conversations.\n");
    assertThat(cli.run("teams").out()).contains("assistant", "coding", "built-in");
    assertThat(cli.run("dev", "--stop").out()).isEqualTo("Nothing runs for this home.\n");
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void aStateThatIsNoneIsRefused() {
    assertRefused(cli.run("list", "--state", "runing"), "did you mean \"running\"?");
  }

  @Test
  void modelsSaysWhichKeysThereAre() {
    Ran ran = cli.with("OPENAI_API_KEY", "not-a-real-one").run("models");
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .containsPattern("openai +key")
        .contains("azure      no key, set AZURE_OPENAI_API_KEY")
        .contains("anthropic  no key, set ANTHROPIC_API_KEY")
        .contains("gemini     no key, set GEMINI_API_KEY")
        .containsPattern("as of \\d{4}-\\d{2}-\\d{2}")
        .doesNotContain("not-a-real-one");
  }

  @Test
  void modelsListsThePricesThatCount() throws IOException {
    Path prices = folder.resolve("prices.json");
    Files.writeString(
        prices,
        """
        { "asOf": "2030-01-02",
          "models": { "openai:a-model-with-a-long-name-of-its-own": { "input": 1.5, "output": 20 } } }
        """);
    Ran ran = cli.with("PARLEY_MODELS_PRICES", prices.toString()).run("models");
    assertThat(ran.out())
        .contains("as of 2030-01-02, with those of " + prices)
        .containsPattern("openai:a-model-with-a-long-name-of-its-own +1.5 +– +20\n")
        .containsPattern("openai:gpt-4o +2.50? +1.25 +10")
        .contains("dated versions");

    Files.writeString(prices, "{ \"models\": { \"x:y\": { \"input\": -1, \"output\": 1 } } }");
    Cli wrong = cli.with("PARLEY_MODELS_PRICES", prices.toString());
    Ran refused = wrong.run("models");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("models.x:y: input and output must be dollars");
  }

  @Test
  void aTeamIsPublishedAndFoundByItsName() {
    String published = cli.run("publish", team.toString()).out();
    assertThat(published).matches("two@sha256:[0-9a-f]{64}\n");
    assertThat(cli.run("teams").out()).containsPattern("two +by dana +sha256:");
    assertThat(cli.run("diagram", "two").out()).startsWith("flowchart LR");
    assertThat(cli.run("diagram", published.strip()).code()).isZero();
    assertRefused(cli.run("run", "two", "x", "--var", "K=V"), "published");
    assertRefused(cli.run("run", "two", "x", "--model", "zz=openai:x"), "\"zz\"");
  }

  @Test
  void onlyWithDebugThereIsAStackTrace() {
    assertThat(cli.run("show", "nope").err()).doesNotContain("\tat ");
    assertThat(cli.with("PARLEY_DEBUG", "1").run("show", "nope").err()).contains("\tat ");
  }

  private static void assertRefused(Ran ran, String because) {
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(because).doesNotContain("\tat ");
  }
}
