package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Group chats in which somebody chooses who speaks next. */
class SelectorTest {

  @RegisterExtension
  static final ParleyExtension PARLEY =
      ParleyExtension.create()
          .continueAsNewAfter(2)
          .selector(
              "stateFlow",
              entries ->
                  switch (entries.getLast().author()) {
                    case "user" -> Optional.of("coder");
                    case "coder" -> Optional.of("tester");
                    default -> Optional.empty();
                  })
          .candidates("notTheCoder", entries -> List.of("tester", "critic"))
          .candidates("onlyTheCritic", entries -> List.of("critic"));

  private static String team(String selector, String rest, String chosen) {
    return """
        name: pick
        models:
          a: { provider: scripted, model: a, replies: [{ say: A, times: any }] }
          choice: { provider: scripted, model: choice, replies: [%s] }
        agents:
          coder: { type: AssistantAgent, model: a, description: Writes programs. }
          tester: { type: AssistantAgent, model: a, description: Tests them. }
          critic: { type: AssistantAgent, model: a, description: Finds fault. }
        team:
          type: SelectorGroupChat
          participants: [coder, tester, critic]
          selector: %s
          %s
        """
        .formatted(chosen, selector, rest);
  }

  private static List<String> speakers(Played played) {
    return played.entries().stream()
        .filter(entry -> entry.head().event() == null)
        .map(Entry::author)
        .toList();
  }

  @Test
  void aModelChoosesAndItsChoiceAndItsCostAreKept(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(
                team("{ model: choice }", "maxTurns: 3", "tester, 'It is **coder**.', critic")),
            "Go");

    assertThat(speakers(played)).containsExactly("user", "tester", "coder", "critic");
    assertThat(played.standing().modelCalls()).isEqualTo(6);
    Entry selected = played.entries().get(3);
    assertThat(selected.head().event()).isEqualTo(Event.SELECTED);
    assertThat(selected.head().to()).isEqualTo("coder");
    assertThat(selected.text()).isEqualTo("It is **coder**.");
    assertThat(selected.head().usage()).isNotNull();
    assertThat(played.end().reason()).isEqualTo("maxTurns");
  }

  @Test
  void anAnswerThatNamesNobodyIsAskedForAgainAndThenTheNextOneSpeaks(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(
                team(
                    "{ model: choice, attempts: 2 }",
                    "maxTurns: 2",
                    "tester, nobody, 'coder or critic'")),
            "Go");

    // The tester may not repeat, so the one behind it speaks.
    assertThat(speakers(played)).containsExactly("user", "tester", "critic");
    assertThat(
            played.entries().stream()
                .filter(entry -> entry.head().event() == Event.SELECTED)
                .map(entry -> String.valueOf(entry.head().to()))
                .toList())
        .containsExactly("tester", "null", "null");
  }

  @Test
  void aFunctionChoosesAndEndsIt(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(team("{ method: { function: stateFlow } }", "maxTurns: 9", "x")), "Go");

    assertThat(speakers(played)).containsExactly("user", "coder", "tester");
    assertThat(played.end().reason()).isEqualTo("complete");
    assertThat(played.standing().modelCalls()).isEqualTo(2);
  }

  @Test
  void candidatesNarrowTheChoiceAndOneAloneNeedsNoModel(Stage stage) {
    Played two =
        stage.play(
            Yaml.team(
                team(
                    "{ model: choice, candidates: { function: notTheCoder } }",
                    "maxTurns: 1",
                    "coder, tester")),
            "Go");
    assertThat(speakers(two)).containsExactly("user", "tester");

    Played one =
        stage.play(
            Yaml.team(
                team(
                    "{ model: choice, candidates: { function: onlyTheCritic } }",
                    "maxTurns: 1",
                    "coder")),
            "Go");
    assertThat(speakers(one)).containsExactly("user", "critic");
    assertThat(one.standing().modelCalls()).isEqualTo(1);
  }

  @Test
  void transitionsThatLeadNowhereCompleteIt(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(
                team(
                    "roundRobin",
                    "transitions: { allowed: { coder: [critic, tester], tester: [coder] } }",
                    "x")),
            "Go");

    // After the coder the tester stands first in the order, then the coder, and so on for ever;
    // the limit of a team that nothing ends is the end.
    assertThat(speakers(played).subList(0, 4)).containsExactly("user", "coder", "tester", "coder");

    Played dead =
        stage.play(
            Yaml.team(team("roundRobin", "transitions: { allowed: { coder: [critic] } }", "x")),
            "Go");
    assertThat(speakers(dead)).containsExactly("user", "coder", "critic");
    assertThat(dead.end().reason()).isEqualTo("complete");
  }

  @Test
  void chanceWithASeedIsTheSameEachTime(Stage stage) {
    String text = team("{ method: random, seed: 7 }", "maxTurns: 12", "x");
    List<String> first = speakers(stage.play(Yaml.team(text), "Go"));
    List<String> second = speakers(stage.play(Yaml.team(text), "Go again"));

    assertThat(first).isEqualTo(second);
    assertThat(first).contains("coder", "tester", "critic");
    for (int i = 1; i < first.size(); i++) {
      assertThat(first.get(i)).isNotEqualTo(first.get(i - 1));
    }
  }

  @Test
  void aPersonChooses(Stage stage) {
    var stub = stage.start("by-hand", Yaml.team(team("manual", "maxTurns: 1", "x")), "Go");
    await().until(() -> stage.lines("by-hand").size() == 2);
    stage.say(stub, "by-hand", "m1", "dana", "nobody");
    stage.say(stub, "by-hand", "m2", "dana", "critic");

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("maxTurns");
    assertThat(stage.lines("by-hand"))
        .containsExactly(
            "user: Go",
            "parley: dana is asked who speaks next",
            "parley: (refused)",
            "parley: (selected)",
            "critic: A");
  }

  @Test
  void aTeamInsideMayBeChosen(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(
                """
                name: mixed
                models:
                  choice: { provider: scripted, model: choice, replies: [inner] }
                agents:
                  a: { type: ConversableAgent, defaultReply: A }
                  b: { type: ConversableAgent, defaultReply: B }
                teams:
                  inner: { type: RoundRobinGroupChat, participants: [b], maxTurns: 1 }
                team:
                  type: SelectorGroupChat
                  participants: [a, inner]
                  selector: { model: choice }
                  introductions: true
                  maxTurns: 1
                """),
            "Go");

    assertThat(played.lines()).containsExactly("user: Go", "inner: B");
  }
}
