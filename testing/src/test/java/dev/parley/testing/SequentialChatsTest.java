package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Chat;
import dev.parley.agents.Summary;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SequentialChatsTest {

  @RegisterExtension
  static final ParleyExtension PARLEY = ParleyExtension.create().continueAsNewAfter(1);

  private static Agent agent(String name) {
    return Agent.assistant(name).model(name);
  }

  /** The example of AutoGen's tutorial, with the numbers that it prints. */
  private static Team arithmetic() {
    Chat numbers = Chat.with("adder").message("These are my numbers").maxTurns(2);
    return Team.sequential("arithmetic", "number")
        .model("number", ConversationTest.script("15", "32", "15\n63", "8\n32\n7\n31"))
        .model("adder", ConversationTest.script("15", "16"))
        .model("multiplier", ConversationTest.script("32", "64"))
        .model("subtracter", ConversationTest.script("15\n63", "14\n62"))
        .model("divider", ConversationTest.script("8\n32\n7\n31", "4\n16\n3.5\n15.5"))
        .agent(agent("number"))
        .agent(agent("adder"))
        .agent(agent("multiplier"))
        .agent(agent("subtracter"))
        .agent(agent("divider"))
        .chat(numbers.message("{task}"))
        .chat(Chat.with("multiplier").message("These are my numbers").maxTurns(2))
        .chat(Chat.with("subtracter").message("These are my numbers").maxTurns(2))
        .chat(Chat.with("divider").message("These are my numbers").maxTurns(2));
  }

  private static List<List<String>> chats(Stage stage, String id) {
    return stage.transcript().conversations().tree(id).stream()
        .skip(1)
        .map(one -> stage.lines(one.id()))
        .toList();
  }

  @Test
  void theArithmeticOfAutoGensTutorialComesToItsNumbers(Stage stage) {
    Played played = stage.play(arithmetic().blueprint(), "14");

    assertThat(played.lines())
        .containsExactly(
            "user: 14",
            "adder: 16",
            "multiplier: 64",
            "subtracter: 14\n62",
            "divider: 4\n16\n3.5\n15.5");
    assertThat(played.end().reason()).isEqualTo("complete");
    String opening = "user: These are my numbers\nContext: \n";
    assertThat(chats(stage, played.id()))
        .containsExactly(
            List.of("user: 14", "adder: 15", "number: 15", "adder: 16"),
            List.of(opening + "16", "multiplier: 32", "number: 32", "multiplier: 64"),
            List.of(
                opening + "16\n64", "subtracter: 15\n63", "number: 15\n63", "subtracter: 14\n62"),
            List.of(
                opening + "16\n64\n14\n62",
                "divider: 8\n32\n7\n31",
                "number: 8\n32\n7\n31",
                "divider: 4\n16\n3.5\n15.5"));
    assertThat(stage.standing(played.id()).modelCalls()).isZero();
    assertThat(stage.transcript().entries().verify(played.id())).isEmpty();
  }

  private static Team blog() {
    return Team.sequential("blog", "user")
        .model("user", ConversationTest.script("go on"))
        .model("finance", ConversationTest.script("prices rose"))
        .model("researcher", ConversationTest.script("demand", "more demand", "because of demand"))
        .model("writer", ConversationTest.script("a post"))
        .agent(Agent.userProxy("user", dev.parley.agents.Human.NEVER))
        .agent(agent("finance"))
        .agent(agent("researcher"))
        .agent(agent("writer"));
  }

  @Test
  void aGraphRunsWhatItCanAtOnceAndSpeaksInTheOrderOfTheFile(Stage stage) {
    Team team =
        blog()
            .chat(Chat.with("finance").id("facts").message("{task}").maxTurns(1))
            .chat(
                Chat.with("researcher")
                    .id("reasons")
                    .message("Why?")
                    .maxTurns(2)
                    .summary(new Summary.Reflection(Summary.Reflection.DEFAULT_PROMPT)))
            .chat(
                Chat.with("writer")
                    .message("Write.")
                    .maxTurns(1)
                    .carryover(new Chat.Carryover(List.of("facts", "reasons"), "Include a table."))
                    .after("facts", "reasons"));

    Played played = stage.play(team.blueprint(), "What are the prices?");

    assertThat(played.lines())
        .containsExactly(
            "user: What are the prices?",
            "finance: prices rose",
            "researcher: because of demand",
            "writer: a post");
    List<Standing> tree = stage.transcript().conversations().tree(played.id());
    assertThat(stage.lines(tree.getLast().id()).getFirst())
        .isEqualTo("user: Write.\nContext: \nInclude a table.\nprices rose\nbecause of demand");
    assertThat(tree.get(2).startedAt())
        .as("the second begins before the first has ended")
        .isBeforeOrEqualTo(tree.get(1).updatedAt());
  }
}
