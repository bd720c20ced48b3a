package dev.parley.activities.tools;

import static dev.parley.agents.Agent.assistant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ToolsetTest {

  private record Named(String name) implements Tool {
    @Override
    public String description() {
      return "of " + name;
    }

    @Override
    public String parameters() {
      return "{}";
    }

    @Override
    public ToolEffect effect() {
      return ToolEffect.READ;
    }

    @Override
    public String call(String arguments, ToolContext context) {
      return name;
    }
  }

  private record Listed(Kind kind, String name, List<String> names) implements ToolSource {
    @Override
    public List<Tool> tools(ToolSpec spec) {
      return names.stream().<Tool>map(Named::new).toList();
    }

    @Override
    public Optional<String> problem() {
      return Optional.empty();
    }
  }

  private final Toolset tools =
      new Toolset(
          Tools.of(List.of(new Named("look_up"))),
          List.of(
              new Listed(ToolSource.Kind.MCP, "disk", List.of("read_file", "write_file")),
              new Listed(ToolSource.Kind.SQL, "disk", List.of("query"))),
          Optional.of((name, spec, call) -> new Named(name)));

  private static Blueprint team(String... of) {
    return Team.roundRobin("desk")
        .agent(assistant("clerk").model("openai:gpt-4o").tools(of))
        .tool("files", ToolSpec.of(new ToolKind.Mcp("disk", List.of())))
        .tool("safe", ToolSpec.of(new ToolKind.Mcp("disk", List.of("read_file"))))
        .tool("sales", ToolSpec.of(new ToolKind.Sql("disk", null)))
        .tool("score", ToolSpec.of(new ToolKind.ActivityCall("score", null, null, null)))
        .tool("expert", ToolSpec.of(new ToolKind.Person("dana", null, null)))
        .maxTurns(1)
        .blueprint();
  }

  private List<String> names(String... of) {
    Blueprint team = team(of);
    Agent clerk = team.agent("clerk");
    return tools.names(team, clerk);
  }

  @Test
  void aSourceStandsForAllOfItsToolsAndANameWithADotForOne() {
    assertThat(names("files", "look_up"))
        .containsExactly("files.read_file", "files.write_file", "look_up");
    assertThat(names("files.write_file", "safe", "sales"))
        .containsExactly("files.write_file", "safe.read_file", "sales.query");
  }

  @Test
  void eachNameFindsItsTool() throws Exception {
    Blueprint team = team("files");

    for (String name :
        List.of("look_up", "files.read_file", "sales.query", "score", "safe.read_file")) {
      assertThat(tools.find(team, name)).map(Tool::name).contains(name);
    }
    assertThat(tools.find(team, "expert")).get().isInstanceOf(PersonTool.class);
    assertThat(tools.find(team, "files.read_file").orElseThrow().call("{}", context()))
        .isEqualTo("read_file");
  }

  private static ToolContext context() {
    return new ToolContext("c", "c/main/turn", "clerk");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Blueprint team = team("files");

    assertThat(Stream.of("safe.write_file", "files.nothing", "nothing", "files"))
        .allSatisfy(name -> assertThat(tools.find(team, name)).isEmpty());
  }

  @Test
  void aSourceThatTheWorkersLackIsNamedWithThoseThatTheyHave() {
    assertThat(Toolset.NONE.problems(team("files")))
        .first()
        .isEqualTo(
            "tools.files.mcp: the worker has no entry \"disk\" under parley.mcp; there are: none");
    assertThat(tools.problems(team("files"))).isEmpty();
  }

  @Test
  void whatTheFileSaysAboutASourceHoldsForEachOfItsTools() {
    assertThat(team("files").toolSpec("files.read_file"))
        .isEqualTo(team("files").toolSpec("files"))
        .isPresent();
  }

  @Test
  void twoSourcesOfOneKindAndNameAreRefused() {
    Listed disk = new Listed(ToolSource.Kind.MCP, "disk", List.of());

    assertThatThrownBy(() -> new Toolset(Tools.NONE, List.of(disk, disk), Optional.empty()))
        .hasMessageContaining("two of kind MCP are called \"disk\"");
  }

  @Test
  void aPersonTakesATaskAndNothingElse() {
    PersonTool expert = new PersonTool("expert", new ToolKind.Person("dana", null, null));

    assertThat(expert.problem("{\"task\":\"What is mass?\"}")).isEmpty();
    assertThat(expert.problem("{}")).get().asString().contains("task");
    assertThat(expert.description()).isEqualTo("Asks dana, who may answer much later.");
  }
}
