package dev.parley.client.teamfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no team files at all, or that want to do harm. */
class BadInputTest {

  private static final String TEAM =
      """
      name: a
      models: { main: 'openai:gpt-4o' }
      agents: { a: { type: AssistantAgent } }
      team: { type: RoundRobinGroupChat, participants: [a], maxTurns: 1 }
      """;

  @TempDir Path folder = Path.of(".");

  @Test
  void aByteThatIsNotUtf8IsNamedWithItsOffsetAndLine() throws IOException {
    Path file =
        write(
            "latin1.yaml",
            "name: x\ndescription: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(errors(TeamFile.read(file)))
        .containsExactly(file + ":2: is not UTF-8: byte 0xE9 at offset 24; save it as UTF-8");
  }

  @Test
  void aCharacterCutOffAtTheEndIsNotUtf8() throws IOException {
    Path file = write("cut.yaml", new byte[] {'a', ':', ' ', (byte) 0xC3});

    assertThat(errors(TeamFile.read(file))).singleElement().asString().contains("offset 3");
  }

  @Test
  void aFileThatIsNotThereIsAnError() {
    Path file = folder.resolve("nobody.yaml");

    assertThat(errors(TeamFile.read(file))).containsExactly(file + ": there is no such file");
    assertThat(errors(TeamFile.read(folder)))
        .containsExactly(folder + ": is a folder, not a team file");
  }

  @Test
  void aFileOverTheLimitIsRefusedUnread() throws IOException {
    Path file = write("large.yaml", new byte[Source.LARGEST + 1]);

    assertThat(errors(TeamFile.read(file))).singleElement().asString().contains("is larger than");
    assertThat(errors(TeamFile.read("x".repeat(Source.LARGEST + 1), "large.yaml")))
        .singleElement()
        .asString()
        .contains("is larger than");
  }

  @Test
  void aControlCharacterIsNamedWithItsLine() {
    assertThat(errors(TeamFile.read("name: a\nx: \u0007\n", "bell.yaml")))
        .singleElement()
        .asString()
        .startsWith("bell.yaml:2: holds the character U+0007");
  }

  @Test
  void aByteOrderMarkIsNothing() throws IOException {
    Path file = write("bom.yaml", ("\uFEFF" + TEAM).getBytes(StandardCharsets.UTF_8));

    assertThat(TeamFile.read(file).blueprint()).isPresent();
  }

  @Test
  void aliasesMayNotMultiply() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i)).append("*a%d, ".formatted(i - 1).repeat(8));
      bomb.append("*a%d]\n".formatted(i - 1));
    }

    assertThat(errors(TeamFile.read(bomb.toString(), "bomb.yaml"))).hasSize(1);
    assertThat(errors(TeamFile.read("a: " + "[".repeat(5_000), "deep.yaml"))).hasSize(1);
    assertThat(errors(TeamFile.read("{\"a\":".repeat(5_000), "deep.json"))).hasSize(1);
  }

  @Test
  void aFewAliasesAreWelcome() {
    Reading reading =
        TeamFile.read(
            """
            name: a
            agents:
              a: &a { type: AssistantAgent, model: 'openai:gpt-4o' }
              b: *a
            team: { type: RoundRobinGroupChat, participants: [a, b], maxTurns: 1 }
            """,
            "alias.yaml");

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.orThrow().agents()).hasSize(2);
  }

  @Test
  void aLinkOutOfTheFolderIsNotFollowed() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    var unused =
        write(
            "outside.yaml", "type: AssistantAgent\nmodel: main\n".getBytes(StandardCharsets.UTF_8));
    var link =
        Files.createSymbolicLink(inside.resolve("link.yaml"), folder.resolve("outside.yaml"));
    Path team =
        Files.writeString(
            inside.resolve("team.yaml"),
            TEAM.replace("{ type: AssistantAgent }", "{ from: link.yaml }"));

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(errors(TeamFile.read(team)))
        .singleElement()
        .asString()
        .contains("is not below this file's folder");
  }

  @Test
  void whatAStrangerWroteDoesNotReachTheTerminal() {
    String errors =
        String.join("\n", errors(TeamFile.read("\"a\\e[2Jb\\u202E\": 1\n", "esc.yaml")));

    assertThat(errors).contains("a?[2Jb?").doesNotContain("\u001b").doesNotContain("\u202e");
  }

  @Test
  void aSecretIsNotRepeatedInTheMessage() {
    String secret = "sk-abcdefgh12345678";
    Reading reading = TeamFile.read(TEAM.replace("AssistantAgent", secret), "secret.yaml");

    assertThat(errors(reading)).isNotEmpty().noneMatch(line -> line.contains(secret));
  }

  @Test
  void aSecretFromTheCommandLineIsFoundToo() {
    Reading reading =
        TeamFile.read(
            TEAM.replace("{ type: AssistantAgent }", "{ type: AssistantAgent, system: 'x ${K}' }"),
            "secret.yaml",
            ReadOptions.NONE.var("K", "sk-abcdefgh12345678"));

    assertThat(errors(reading)).singleElement().asString().contains("looks like a secret");
  }

  @Test
  void jsonHasLinesToo() {
    String json =
        """
        {
        \t"name": "a",
        \t"agents": { "a": { "type": "AssistantAgent", "model": "openai:gpt-4o" } },
        \t"team": {
        \t\t"type": "RoundRobinGroupChat",
        \t\t"participants": ["a"],
        \t\t"maxTruns": 1,
        \t\t"maxTurns": 1, "maxTurns": 2
        \t}
        }
        """;

    assertThat(errors(TeamFile.read(json, "team.json")))
        .containsExactly(
            "team.json:7: team.maxTruns: unknown key; did you mean \"maxTurns\"?",
            "team.json:8: team.maxTurns: duplicate key; it already stands on line 8");
    assertThat(errors(TeamFile.read(json.replace("\"a\",", "a"), "team.json")))
        .singleElement()
        .asString()
        .startsWith("team.json:2: no valid JSON");
    assertThat(errors(TeamFile.read("{} {}", "team.json"))).hasSize(1);
    assertThat(errors(TeamFile.read("", "team.json"))).hasSize(1);
  }

  @Test
  void jsonAndYamlGiveTheSame() {
    String json =
        """
        {"name":"a","models":{"main":"openai:gpt-4o"},"agents":{"a":{"type":"AssistantAgent"}},
        "team":{"type":"RoundRobinGroupChat","participants":["a"],"maxTurns":1}}
        """;

    assertThat(TeamFile.read(json, "a.json").orThrow())
        .isEqualTo(TeamFile.read(TEAM, "a.yaml").orThrow())
        .isEqualTo(TeamFile.read(json, "a.yaml").orThrow());
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static List<String> errors(Reading reading) {
    return reading.errors().stream().map(Problem::toString).toList();
  }
}
