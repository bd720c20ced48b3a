package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Team;
import dev.parley.transcript.TranscriptException.Unknown;
import org.junit.jupiter.api.Test;

/** What holds of blueprints in every store. */
interface BlueprintRules extends Fixture {

  private static Blueprint team(String name, int messages) {
    return Team.roundRobin(name)
        .agent(
            Agent.assistant("coder").model("openai:gpt-4o").system("Zero \u0000 and \ud83d\ude00."))
        .agent(Agent.codeExecutor("runner"))
        .until(new Condition.MaxMessages(messages))
        .blueprint();
  }

  @Test
  default void aBlueprintIsStoredByTheDigestOfItsJson() {
    Blueprint blueprint = team("coding", 3);
    String digest = transcript().blueprints().put(blueprint);
    assertThat(digest).matches("sha256:[0-9a-f]{64}");
    assertThat(second().blueprints().put(team("coding", 3))).isEqualTo(digest);
    assertThat(transcript().blueprints().get(digest)).isEqualTo(blueprint);
    assertThat(transcript().blueprints().put(team("coding", 4))).isNotEqualTo(digest);
    assertThatThrownBy(() -> transcript().blueprints().get("sha256:00"))
        .isInstanceOf(Unknown.class)
        .hasMessageContaining("sha256:00");
  }

  @Test
  default void aNameMeansWhatWasPublishedLast() {
    var blueprints = transcript().blueprints();
    String name = "team-" + id();
    String one = blueprints.put(team(name, 1));
    String two = blueprints.put(team(name, 2));
    assertThatThrownBy(() -> blueprints.resolve(name))
        .isInstanceOf(Unknown.class)
        .hasMessageContaining(name);
    blueprints.publish(one, "ann");
    blueprints.publish(two, "bob");
    assertThat(blueprints.resolve(name)).isEqualTo(two);
    blueprints.publish(one, "cat");
    assertThat(blueprints.resolve(name)).isEqualTo(one);
    assertThat(blueprints.resolve(name + "@" + two)).isEqualTo(two);
    assertThat(blueprints.resolve(name + "@" + two.substring(7, 19))).isEqualTo(two);
    assertThatThrownBy(() -> blueprints.resolve(name + "@" + two.substring(7, 9)))
        .isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> blueprints.resolve("nothing-" + name))
        .isInstanceOf(Unknown.class)
        .hasMessageContaining(name);
    assertThat(blueprints.published())
        .filteredOn(published -> published.name().equals(name))
        .singleElement()
        .satisfies(
            published -> {
              assertThat(published.digest()).isEqualTo(one);
              assertThat(published.by()).isEqualTo("cat");
            });
  }

  @Test
  default void whatIsNotStoredCannotBePublished() {
    assertThatThrownBy(() -> transcript().blueprints().publish("sha256:11", "ann"))
        .isInstanceOf(Unknown.class);
  }
}
