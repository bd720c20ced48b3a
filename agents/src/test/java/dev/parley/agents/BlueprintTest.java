package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BlueprintTest {

  private static void refused(ThrowingCallable make, String message) {
    assertThatThrownBy(make).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static Blueprint of(int format, String name, List<Agent> agents, String... speakers) {
    return new Blueprint(
        format,
        name,
        "",
        new LinkedHashMap<>(),
        agents,
        new Pattern.RoundRobinGroupChat(List.of(speakers), 1, null),
        Budget.NONE);
  }

  @Test
  void mistakesAreNamedWithTheirPathAndValue() {
    Agent a = Cast.model("a");
    refused(
        () -> of(2, "t", List.of(a), "a"),
        "format: this Parley reads blueprints of format 1, this one has 2; update the worker");
    refused(
        () -> of(1, "9 t", List.of(a), "a"),
        "name: \"9 t\" is no name; a letter, then up to 63 letters, digits, _ and -");
    refused(() -> of(1, "t", List.of(a, a), "a"), "agents.a: the name is used twice");
    refused(
        () -> of(1, "t", List.of(a, Cast.model("b")), "c"),
        "team.participants: no agent is called \"c\"; there are a, b");
    refused(() -> of(1, "t", List.of(a), "a", "a"), "team.participants: \"a\" stands there twice");
  }

  @Test
  void anUnknownModelIsAMistake() {
    for (String model : List.of("writer", "openai:", ":gpt-4o")) {
      refused(
          () -> of(1, "t", List.of(Agent.assistant("a").model(model)), "a"),
          "agents.a.model: \"%s\" is no entry of models and not PROVIDER:MODEL".formatted(model));
    }
  }

  @Test
  void whoRunsItsOwnCodeNeedsAnExecutor() {
    Agent agent = Agent.assistant("a").with(new Reply.CallModel(Cast.MODEL, null, List.of(), true));
    refused(
        () -> of(1, "t", List.of(agent), "a"),
        "agents.a.executor: is missing; the agent runs the code that its model writes");
  }

  @Test
  void aModelIsAnEntryOrItsName() {
    ModelSpec entry = ModelSpec.parse("ollama:llama3.1:8b");
    Blueprint blueprint =
        Team.roundRobin("t").model("main", entry).agent(Agent.assistant("a")).blueprint();

    assertThat(blueprint.model("main")).isEqualTo(entry);
    assertThat(blueprint.model("openai:gpt-4o")).isEqualTo(ModelSpec.of("openai", "gpt-4o"));
  }

  @Test
  void modelsAreReplacedByName() {
    Blueprint blueprint =
        Team.roundRobin("t")
            .model("main", ModelSpec.parse("a:b"))
            .model("other", ModelSpec.parse("c:d"))
            .agent(Agent.assistant("a"))
            .blueprint();

    Blueprint replaced = blueprint.withModels(Map.of("main", ModelSpec.parse("e:f")));

    assertThat(replaced.models().values())
        .extracting(ModelSpec::label)
        .containsExactly("e:f", "c:d");
    assertThat(blueprint.model("main").label()).isEqualTo("a:b");
  }

  @Test
  void nothingChangesIt() {
    SequencedMap<String, ModelSpec> models = new LinkedHashMap<>();
    models.put("main", ModelSpec.parse("a:b"));
    Blueprint blueprint =
        new Blueprint(
            1,
            "t",
            "",
            models,
            List.of(Agent.assistant("a")),
            new Pattern.RoundRobinGroupChat(List.of("a"), 1, null),
            Budget.NONE);
    models.clear();

    assertThat(blueprint.models()).containsOnlyKeys("main");
    assertThatThrownBy(blueprint.models()::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anAgentIsFoundByItsName() {
    Blueprint blueprint = Cast.round("a", "b").blueprint();

    assertThat(blueprint.agent("b")).isEqualTo(Cast.model("b"));
    refused(() -> blueprint.agent("c"), "agents: \"c\" is not there");
    refused(() -> Questions.skeleton(blueprint).member("c"), "no agent is called \"c\"");
  }

  @Test
  void questionsHaveTheNumbersOfTheSkeleton() {
    Condition own = Condition.textMention("OWN");
    Condition team = Condition.textMention("TEAM");
    Blueprint blueprint =
        Team.roundRobin("t")
            .agent(Cast.model("a").termination(own))
            .until(team.and(Condition.maxTurns(3)).or(Condition.not(own)))
            .blueprint();
    Skeleton skeleton = Questions.skeleton(blueprint);
    Questions questions = Questions.of(blueprint);

    assertThat(questions.asked())
        .extracting(Condition::reason)
        .containsExactly("textMention", "textMention", "textMention");
    assertThat(questions.answer("OWN TEAM")).containsExactly(0, 1, 2);
    assertThat(questions.answer("OWN")).containsExactly(1, 2);
    assertThat(skeleton.member("a").termination())
        .isEqualTo(new Condition.Finding(2, "textMention", List.of()));
  }
}
