package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Chat;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Human;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Move;
import dev.parley.agents.Summary;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.Standing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NestedChatTest {

  @RegisterExtension
  static final ParleyExtension PARLEY =
      ParleyExtension.create()
          .reply("brief", (agent, view) -> Optional.of("Write about: " + view.getLast().text()))
          .reply("nothing", (agent, view) -> Optional.empty())
          .reply("count", (agent, view) -> Optional.of(agent + " saw " + view.size()));

  static Team team(Chat... chats) {
    return Team.twoAgents("reflection")
        .model("writer", ConversationTest.script("draft one", "draft two"))
        .model("critic", ConversationTest.script("too long", "better"))
        .agent(Agent.userProxy("user", Human.NEVER).nested(List.of("writer"), chats))
        .agent(Agent.assistant("writer").model("writer"))
        .maxTurns(2);
  }

  private static Blueprint with(Team team, Agent... others) {
    Team all = team;
    for (Agent other : others) {
      all = all.beside(other);
    }
    return all.blueprint();
  }

  private static final Agent CRITIC = Agent.assistant("critic").model("critic");

  private static List<String> said(Stage stage, String id) {
    return stage.entries(id).stream()
        .filter(entry -> entry.kind() != Kind.EVENT)
        .map(entry -> entry.author() + ": " + entry.text())
        .toList();
  }

  private static Standing inner(Stage stage, String id) {
    return stage.transcript().conversations().tree(id).get(1);
  }

  @Test
  void theCriticismOfANestedChatIsTheReply(Stage stage) {
    var blueprint =
        with(team(Chat.with("critic").message("Criticise.\n\n{last}").maxTurns(1)), CRITIC);

    Played played = stage.play(blueprint, "Write about Navida.");

    assertThat(said(stage, played.id()))
        .containsExactly(
            "user: Write about Navida.",
            "writer: draft one",
            "user: too long",
            "writer: draft two");
    Standing inner = inner(stage, played.id());
    assertThat(said(stage, inner.id()))
        .containsExactly("user: Criticise.\n\ndraft one", "critic: too long");
    assertThat(inner.outer()).isEqualTo(played.id());
    assertThat(inner.id()).startsWith(played.id() + "-");
    assertThat(stage.transcript().mail().open(played.id())).isEmpty();
    assertThat(stage.transcript().entries().verify(played.id())).isEmpty();
  }

  @Test
  void whatIsInsideIsNotListedAndItsSpendCountsInTheTallyOnce(Stage stage) {
    var blueprint = with(team(Chat.with("critic").message("{last}").maxTurns(1)), CRITIC);

    Played played = stage.play(blueprint, "Write.");

    assertThat(stage.transcript().conversations().list(new Filter(null, null, 10)))
        .extracting(Standing::id)
        .containsExactly(played.id());
    Entry reply =
        played.entries().stream()
            .filter(entry -> entry.head().move() instanceof Move.ChatEnded)
            .findFirst()
            .orElseThrow();
    assertThat(reply.kind()).isEqualTo(Kind.TEXT);
    assertThat(reply.head().usage()).isNull();
    assertThat(reply.head().move())
        .isInstanceOfSatisfying(
            Move.ChatEnded.class, ended -> assertThat(ended.calls()).isEqualTo(1));
  }

  @Test
  void aQueueOfChatsRepliesWithTheLastSummaryAndTellsItOfTheOthers(Stage stage) {
    var blueprint =
        with(
            team(
                    Chat.with("critic").message("First: {last}").maxTurns(1),
                    Chat.with("judge").message("Second.").maxTurns(1))
                .model("judge", ConversationTest.script("do it again")),
            CRITIC,
            Agent.assistant("judge").model("judge"));

    Played played = stage.play(blueprint, "Write.");

    assertThat(said(stage, played.id()))
        .containsExactly(
            "user: Write.", "writer: draft one", "user: do it again", "writer: draft two");
    List<Standing> tree = stage.transcript().conversations().tree(played.id());
    assertThat(said(stage, tree.get(2).id()).getFirst())
        .isEqualTo("user: Second.\nContext: \ntoo long");
  }

  @Test
  void aMessageFunctionOpensAChatOrSkipsIt(Stage stage) {
    var blueprint =
        with(
            team(
                Chat.with("critic").messageBy("brief").maxTurns(1),
                Chat.with("critic").messageBy("nothing").maxTurns(1)),
            CRITIC);

    Played played = stage.play(blueprint, "Write.");

    assertThat(said(stage, played.id()))
        .containsExactly(
            "user: Write.", "writer: draft one", "user: too long", "writer: draft two");
    assertThat(said(stage, inner(stage, played.id()).id()).getFirst())
        .isEqualTo("user: Write about: draft one");
  }

  @Test
  void whereEveryChatIsSkippedTheNextWayReplies(Stage stage) {
    var blueprint = with(team(Chat.with("critic").messageBy("nothing").maxTurns(1)), CRITIC);

    Played played = stage.play(blueprint, "Write.");

    assertThat(said(stage, played.id()).get(2)).isEqualTo("user: " + Agent.DEFAULT_REPLY);
  }

  @Test
  void aFunctionSumsAChatUp(Stage stage) {
    var blueprint =
        with(
            team(
                Chat.with("critic")
                    .message("{last}")
                    .maxTurns(1)
                    .summary(new Summary.ByFunction("count"))),
            CRITIC);

    Played played = stage.play(blueprint, "Write.");

    assertThat(said(stage, played.id()).get(2)).isEqualTo("user: critic saw 2");
  }

  @Test
  void aChatThatFailsIsAnAnswerInWords(Stage stage) {
    var blueprint =
        with(
            team(Chat.with("critic").message("{last}").maxTurns(1))
                .model("critic", ModelSpec.scripted("critic", List.of())),
            CRITIC);

    Played played = stage.play(blueprint, "Write.");

    assertThat(said(stage, played.id()).get(2))
        .startsWith("user: The conversation " + inner(stage, played.id()).id())
        .contains("came to no end: it failed");
    assertThat(played.end().reason()).isEqualTo("maxTurns");
  }

  @Test
  void theBudgetOfAChatIsWhatIsLeft(Stage stage) {
    var blueprint =
        with(
            team(Chat.with("critic").message("{last}").until(Condition.maxMessages(9)))
                .budget(2, null),
            CRITIC);

    Played played = stage.play(blueprint, "Write.");

    assertThat(played.end().reason()).isEqualTo("budget");
    assertThat(said(stage, played.id()).get(2)).contains("its budget was used up");
    assertThat(inner(stage, played.id()).modelCalls()).isEqualTo(1);
  }
}
