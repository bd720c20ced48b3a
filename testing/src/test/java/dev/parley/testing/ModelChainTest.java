package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.FellBack;
import dev.parley.agents.Human;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Summary;
import dev.parley.agents.Team;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models that answer when others fail. */
class ModelChainTest {

  @RegisterExtension static final ParleyExtension PARLEY = ParleyExtension.create();

  private static ScriptedReply failing(int status, @Nullable Duration after) {
    return new ScriptedReply(
        null, null, 0, null, null, null, null, new ScriptedReply.Failure(status, after));
  }

  private static ModelSpec tried(
      String name, ModelSpec.@Nullable Retry retry, ScriptedReply... replies) {
    return new ModelSpec(
        ModelSpec.SCRIPTED,
        name,
        null,
        null,
        null,
        null,
        Map.of(),
        null,
        retry,
        null,
        List.of(replies));
  }

  private static ModelSpec failing(String name, int status) {
    return tried(name, new ModelSpec.Retry(2, null), failing(status, null));
  }

  private static Blueprint team(Agent.Lane lane, Map<String, ModelSpec> models) {
    Team team = Team.roundRobin("chain").agent(Agent.assistant("helper").lane(lane));
    for (Map.Entry<String, ModelSpec> model : models.entrySet()) {
      team = team.model(model.getKey(), model.getValue());
    }
    return team.maxTurns(1).blueprint();
  }

  private static Blueprint team(ModelSpec main, ModelSpec second, ModelSpec third) {
    return team(Agent.Lane.ACTIVITY, models(main, second, third));
  }

  private static Map<String, ModelSpec> models(ModelSpec main, ModelSpec second, ModelSpec third) {
    Map<String, ModelSpec> models = new LinkedHashMap<>();
    models.put("main", main.orElse("second", "third"));
    models.put("second", second);
    models.put("third", third);
    return models;
  }

  private static ModelSpec saying(String name, String text) {
    return tried(name, null, ScriptedReply.say(text));
  }

  private static Entry.Origin origin(Played played) {
    return Objects.requireNonNull(played.entries().getLast().words().origin());
  }

  @ParameterizedTest
  @EnumSource(Agent.Lane.class)
  void theNextModelAnswersAndTheEntrySaysWhy(Agent.Lane lane, Stage stage) {
    Played played =
        stage.play(
            team(lane, models(failing("a", 429), failing("b", 503), saying("c", "Hello."))), "Hi");

    assertThat(played.lines()).containsExactly("user: Hi", "helper: Hello.");
    assertThat(origin(played).model()).isEqualTo("scripted:c");
    assertThat(origin(played).after())
        .containsExactly(
            new FellBack("scripted:a", "rateLimit"), new FellBack("scripted:b", "serverError"));
    // Each model had its own two attempts.
    assertThat(origin(played).attempts()).isEqualTo(5);
    assertThat(played.end().reason()).isEqualTo("maxTurns");
  }

  @Test
  void aModelThatRecoversInTimeAnswersItself(Stage stage) {
    ModelSpec flaky =
        tried(
            "a",
            new ModelSpec.Retry(2, null),
            new ScriptedReply(
                null, null, 1, null, null, null, null, new ScriptedReply.Failure(500, null)),
            ScriptedReply.say("Here I am."));

    Played played = stage.play(team(flaky, saying("b", "no"), saying("c", "no")), "Hi");

    assertThat(played.lines()).last().isEqualTo("helper: Here I am.");
    assertThat(origin(played).after()).isEmpty();
  }

  @Test
  void aRequestThatIsWrongIsNoReasonToAskAnother(Stage stage) {
    Played played = stage.play(team(failing("a", 401), saying("b", "no"), saying("c", "no")), "Hi");

    assertThat(played.end().reason()).isEqualTo("failed");
    assertThat(played.lines()).containsExactly("user: Hi");
  }

  @Test
  void aFileMayNarrowTheReasons(Stage stage) {
    ModelSpec main = failing("a", 503);
    var models = models(main, saying("b", "no"), saying("c", "no"));
    models.put(
        "main",
        new ModelSpec(
            ModelSpec.SCRIPTED,
            "a",
            null,
            null,
            null,
            null,
            Map.of(),
            null,
            main.retry(),
            null,
            main.replies(),
            new ModelSpec.Fallback(List.of("second"), List.of("rateLimit"))));

    Played played = stage.play(team(Agent.Lane.ACTIVITY, models), "Hi");

    assertThat(played.end().reason()).isEqualTo("failed");
  }

  @Test
  void aChainWhoseModelsAllFailFailsWithTheLastOnesReason(Stage stage) {
    Played played = stage.play(team(failing("a", 429), failing("b", 503), failing("c", 500)), "Hi");

    assertThat(played.end().reason()).isEqualTo("failed");
    assertThat(Objects.requireNonNull(played.standing().end()).detail())
        .contains("scripted:c")
        .contains("500");
  }

  @Test
  void theTimeOfOneModelEndsBeforeItsAttempts(Stage stage) {
    ModelSpec slow =
        tried(
            "a",
            new ModelSpec.Retry(50, Duration.ofMinutes(5)),
            failing(429, Duration.ofMinutes(10)));

    Played played = stage.play(team(slow, saying("b", "Quick."), saying("c", "no")), "Hi");

    assertThat(played.lines()).last().isEqualTo("helper: Quick.");
    assertThat(origin(played).attempts()).isEqualTo(2);
  }

  @Test
  void aSummaryFallsBackToo(Stage stage) {
    Blueprint chat =
        Team.twoAgents("sum")
            .model("main", failing("a", 429).orElse("second"))
            .model(
                "second",
                tried(
                    "b", null, ScriptedReply.say("Forty-two."), ScriptedReply.say("In short: 42.")))
            .agent(Agent.userProxy("person", Human.NEVER))
            .agent(Agent.assistant("helper"))
            .summary(new Summary.Reflection("Sum up."))
            .until(Condition.maxMessages(2))
            .blueprint();

    Played played = stage.play(chat, "Six times seven?");

    assertThat(played.lines())
        .contains("helper: Forty-two.")
        .last()
        .asString()
        .contains("In short: 42.");
  }
}
