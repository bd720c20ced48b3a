package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Reply;
import dev.parley.agents.Team;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Words whose signal never came: whoever said them was killed in between, or the server took no
 * more signals. A run takes them before it ends, because nobody would begin another one for them.
 */
class WordsBeforeTheEndTest {

  private static final AtomicReference<Runnable> MEANWHILE = new AtomicReference<>(() -> {});

  @RegisterExtension
  static final ParleyExtension PARLEY =
      ParleyExtension.create()
          .reply(
              "last",
              (agent, view) -> {
                MEANWHILE.getAndSet(() -> {}).run();
                return Optional.of("That is all.");
              });

  @Test
  void beginAnotherRoundOfTheRun(Stage stage) {
    MEANWHILE.set(() -> stage.post("talk-1", "m1", "dana", "One more thing."));
    var team =
        Team.roundRobin("talk")
            .agent(
                new Agent(
                    "helper",
                    Agent.Type.ConversableAgent,
                    "",
                    List.of(new Reply.Custom("last")),
                    null,
                    null))
            .maxTurns(1)
            .blueprint();

    Played played = stage.play(team, "Go");

    assertThat(played.id()).isEqualTo("talk-1");
    assertThat(played.lines())
        .containsExactly(
            "user: Go", "helper: That is all.", "dana: One more thing.", "helper: That is all.");
    assertThat(played.end().reason()).isEqualTo("maxTurns");
    assertThat(stage.transcript().mail().open("talk-1")).isEmpty();
  }
}
