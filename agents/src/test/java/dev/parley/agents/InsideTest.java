package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Chats inside conversations, as folds: what begins, what is waited for, what is said. */
class InsideTest {

  private static Agent agent(String name) {
    return Agent.assistant(name).model("openai:gpt-4o");
  }

  private static Team chats(Chat... chats) {
    Team team = Team.sequential("chats", "user").agent(agent("a")).agent(agent("b"));
    for (Chat chat : chats) {
      team = team.chat(chat);
    }
    return team.agent(Agent.userProxy("user", Human.NEVER));
  }

  @Test
  void chatsWithoutAfterAreHeldOneAfterTheOther() {
    Simulator chat =
        Simulator.of(chats(Chat.with("a"), Chat.with("b")), new Replies().of("a", "c1", "one"))
            .task("go");

    assertThat(chat.end().reason()).isEqualTo("complete");
    assertThat(chat.trace())
        .containsExactly("chat a 0/0", "hear a c1", "chat b 0/1", "hear b inside", "end complete");
    assertThat(chat.speakers()).containsExactly("user", "a", "b");
  }

  @Test
  void thoseThatNeedNotWaitBeginAllBeforeOneIsHeard() {
    Simulator chat =
        Simulator.of(
                chats(
                    Chat.with("a").id("x").after("y"),
                    Chat.with("a").id("y"),
                    Chat.with("b").id("z")),
                new Replies().of("a", "c1", "one", "c3", "three").of("b", "c2", "two"))
            .task("go");
    chat.end();

    assertThat(chat.trace())
        .containsExactly(
            "chat a 0/1",
            "chat b 0/2",
            "hear a c1",
            "hear b c2",
            "chat a 0/0",
            "hear a c3",
            "end complete");
  }

  @Test
  void aChatThatIsSkippedCountsAsOver() {
    Simulator chat =
        Simulator.of(chats(Chat.with("a"), Chat.with("b")), new Replies().of("a", "")).task("go");
    chat.end();

    assertThat(chat.trace())
        .containsExactly("chat a 0/0", "chat b 0/1", "hear b inside", "end complete");
  }

  @Test
  void theSpendOfWhatIsInsideIsSpendOfTheWhole() {
    Simulator chat = Simulator.of(chats(Chat.with("a")), new Replies()).task("go");
    chat.end();

    assertThat(chat.state().tally().totalCalls()).isEqualTo(1);
    assertThat(chat.state().inside()).isEmpty();
  }

  private static Team nested(Chat... chats) {
    return Team.twoAgents("nested")
        .agent(Agent.userProxy("boss", Human.NEVER).nested(List.of("writer"), chats))
        .agent(agent("writer"))
        .beside(agent("critic"))
        .maxTurns(2);
  }

  @Test
  void aQueueOfChatsIsOneTurnAndItsLastSummaryTheReply() {
    Simulator chat =
        Simulator.of(
                nested(Chat.with("critic"), Chat.with("critic").message("more")),
                new Replies().of("boss", "c1", "c2", "so be it"))
            .task("go");
    chat.end();

    assertThat(chat.trace())
        .containsExactly(
            "call writer",
            "chat boss 0/0",
            "hear boss c1",
            "chat boss 0/1",
            "hear boss c2",
            "call writer",
            "end maxTurns");
    assertThat(chat.speakers()).containsExactly("user", "writer", "boss", "writer");
  }

  @Test
  void whereTheLastChatIsSkippedTheOneBeforeItIsTold() {
    Simulator chat =
        Simulator.of(
                nested(Chat.with("critic"), Chat.with("critic").message("more")),
                new Replies().of("boss", "c1", ""))
            .task("go");
    chat.end();

    assertThat(chat.trace().get(4)).startsWith("tell boss");
    assertThat(chat.speakers()).containsExactly("user", "writer", "boss", "writer");
  }

  @Test
  void whereAllAreSkippedTheNextWayReplies() {
    Simulator chat =
        Simulator.of(nested(Chat.with("critic")), new Replies().of("boss", "")).task("go");
    chat.end();

    assertThat(chat.trace())
        .containsExactly("call writer", "chat boss 0/0", "say boss", "call writer", "end maxTurns");
  }

  @Test
  void wordsInBetweenDoNotEndTheWait() {
    Simulator chat =
        Simulator.of(nested(Chat.with("critic")), new Replies().of("boss", "c1", "fine"))
            .task("go");
    chat.step();
    chat.step();
    chat.say("hurry", "writer");

    assertThat(chat.state().inside()).containsExactly("c1");
    chat.step();
    assertThat(chat.trace().getLast()).isEqualTo("hear boss c1");
  }
}
