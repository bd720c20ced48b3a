package dev.parley.worker;

import static dev.parley.worker.House.python;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Executor;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Reply;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Words that were planted in a conversation are in the transcript, and nowhere else. */
@Timeout(120)
class NoWordsTest {

  private static final String PLANTED = "xylophone";

  @TempDir private Path folder = Path.of("");

  @Test
  void neitherLogsNorHistoryHoldAWord() {
    AtomicInteger calls = new AtomicInteger();
    try (House house = House.in(folder);
        LogLines lines = LogLines.ofRoot()) {
      ParleyWorker hired = ParleyWorker.connect(house.settings().build());
      hired
          .reply(
              "board", (agent, view) -> Optional.of("The board has heard of the " + PLANTED + "."))
          .condition(
              "heard",
              text -> {
                if (text.contains("ValueError") && calls.incrementAndGet() == 1) {
                  throw new IllegalStateException(text);
                }
                return text.contains("heard of the " + PLANTED);
              });
      house.publish(team());
      try (RunningWorker worker = hired.start()) {
        assertThat(worker.isWorking()).isTrue();
        assertThat(House.result(house.start("words-1", "words", "Begin.")).end().reason())
            .isEqualTo("functional");
      }
      assertThat(house.entries("words-1"))
          .extracting(Entry::author)
          .containsExactly("user", "coder", "runner", "board");
      assertThat(house.entries("words-1").get(2).text()).contains("ValueError: " + PLANTED);
      String history =
          house
              .temporal()
              .client()
              .fetchHistory("words-1")
              .getHistory()
              .toByteString()
              .toString(java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(history).contains("execute_code").doesNotContain(PLANTED);
      assertThat(lines.text())
          .contains("reply: ", "execute_code: ", "the condition \"heard\" threw")
          .contains("conversation=words-1", "seq=2", "agent=runner", "intent=turn/2/runner/1")
          .doesNotContain(PLANTED);
    }
  }

  private static dev.parley.agents.Blueprint team() {
    return Team.roundRobin("words")
        .model(
            "main",
            ModelSpec.scripted(
                "main",
                List.of(
                    new ScriptedReply(
                        null,
                        null,
                        1,
                        null,
                        null,
                        null,
                        null,
                        new ScriptedReply.Failure(503, null)),
                    ScriptedReply.say(python("raise ValueError('" + PLANTED + "')")))))
        .agent(Agent.assistant("coder").model("main").system("Never say " + PLANTED + "."))
        .agent(Agent.codeExecutor("runner").executor(Executor.DEFAULT.in(Executor.Type.LOCAL)))
        .agent(
            new Agent(
                "board",
                Agent.Type.ConversableAgent,
                "",
                List.of(new Reply.Custom("board")),
                null,
                null))
        .until(new Condition.Functional("heard"))
        .blueprint();
  }
}
