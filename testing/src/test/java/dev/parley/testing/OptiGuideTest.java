package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.client.teamfile.TeamFile;
import dev.parley.client.view.JsonLines;
import dev.parley.client.view.Tree;
import dev.parley.transcript.ConversationStore.Standing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** AutoGen's examples of nested chats and of chats one after the other, as files. */
class OptiGuideTest {

  private static final String OPTIGUIDE =
      """
      name: optiguide
      models:
        writer: { provider: scripted, replies: [ "print('cost', 10.5)", "The cost rises by 10.5 %." ] }
        safeguard: { provider: scripted, replies: [ SAFE ] }
      agents:
        user:      { type: UserProxyAgent, human: NEVER, maxConsecutiveAutoReply: 0 }
        writer:    { type: AssistantAgent, model: writer }
        safeguard: { type: AssistantAgent, model: safeguard }
        commander:
          type: ConversableAgent
          nested:
            - trigger: { from: user }
              chats:
                - { recipient: writer, message: { function: brief_the_writer }, summary: { function: interpretation } }
            - trigger: { from: writer }
              chats:
                - { recipient: safeguard, message: { function: code_or_nothing }, maxTurns: 1, summary: { function: run_if_safe } }
      team: { type: TwoAgentChat, initiator: user, recipient: commander }
      """;

  @RegisterExtension
  static final ParleyExtension PARLEY =
      ParleyExtension.create()
          .reply("brief_the_writer", (agent, view) -> Optional.of("Code for: " + last(view)))
          .reply(
              "code_or_nothing",
              (agent, view) -> Optional.of(last(view)).filter(text -> text.startsWith("print")))
          .reply(
              "run_if_safe",
              (agent, view) ->
                  Optional.of(last(view).equals("SAFE") ? "It printed: cost 10.5" : "Not safe."))
          .reply("interpretation", (agent, view) -> Optional.of("Answer: " + last(view)));

  private static String last(List<Entry> view) {
    return view.getLast().text();
  }

  @Test
  void theCommanderOfOptiGuideHasCodeWrittenCheckedAndRun(Stage stage) {
    Blueprint team = Yaml.team(OPTIGUIDE);

    Played played = stage.play(team, "What if supplier 1 closes?");

    assertThat(played.lines())
        .containsExactly(
            "user: What if supplier 1 closes?", "commander: Answer: The cost rises by 10.5 %.");
    List<Standing> tree = stage.transcript().conversations().tree(played.id());
    assertThat(messages(stage, tree.get(1).id()))
        .containsExactly(
            "user: Code for: What if supplier 1 closes?",
            "writer: print('cost', 10.5)",
            "commander: It printed: cost 10.5",
            "writer: The cost rises by 10.5 %.",
            "writer: Answer: The cost rises by 10.5 %.");
    assertThat(messages(stage, tree.get(2).id()))
        .containsExactly(
            "user: print('cost', 10.5)", "safeguard: SAFE", "safeguard: It printed: cost 10.5");
    assertThat(tree.get(2).depth()).isEqualTo(2);
  }

  @Test
  void aTreeShowsWhatIsInsideWhereItBelongs(Stage stage) {
    Played played = stage.play(example("magazine"), "Write about the weather.");

    assertThat(
            Tree.of(stage.transcript(), played.id()).stream()
                .filter(line -> line.entry().head().event() == null)
                .map(
                    line -> line.depth() + " " + line.entry().author() + " " + line.entry().kind()))
        .containsExactly(
            "0 user TEXT",
            "1 user TEXT",
            "1 writer TOOL_CALLS",
            "2 user TEXT",
            "2 reader TEXT",
            "1 writer TOOL_RESULTS",
            "1 writer TEXT",
            "1 critic TEXT",
            "1 editorial SUMMARY",
            "0 editorial TEXT",
            "1 user TEXT",
            "1 judge TEXT",
            "0 jury TEXT");
    assertThat(
            Tree.of(stage.transcript(), played.id()).stream()
                .filter(line -> line.depth() == 2)
                .map(line -> JsonLines.entry(line.entry(), line.inside())))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("{\"conversation\":\"magazine-1-"));
  }

  private static List<String> messages(Stage stage, String id) {
    return stage.entries(id).stream()
        .filter(entry -> entry.head().event() == null)
        .map(entry -> entry.author() + ": " + entry.text())
        .toList();
  }

  @Test
  void theExamplesOfConversationsInsideComeToTheirEnds(Stage stage) {
    assertThat(stage.play(example("reflection"), "Write about Navida.").lines())
        .containsExactly(
            "user: Write about Navida.",
            "writer: Navida makes chips. Buy its shares.",
            "user: Leave the advice out, and say what the chips are for.",
            "writer: Navida makes chips that others train models on.");
    assertThat(stage.play(example("blog"), "What do NVDA and TSLA cost?").lines())
        .endsWith("writer: Chips were wanted, and loans cheap: NVDA costs 120 dollars.")
        .hasSize(4);
    Played magazine = stage.play(example("magazine"), "Write about the weather.");
    assertThat(magazine.lines())
        .containsExactly(
            "user: Write about the weather.",
            "editorial: Rain. It rained all day.",
            "jury: The text is good.");
    assertThat(stage.transcript().conversations().tree(magazine.id())).hasSize(4);
  }

  private static Blueprint example(String name) {
    return TeamFile.read(
            Path.of(System.getProperty("parley.root", ".."), "examples", name + ".yaml"))
        .orThrow();
  }
}
