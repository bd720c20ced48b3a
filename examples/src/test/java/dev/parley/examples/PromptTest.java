package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person at a real terminal: what asks her is shown, and what she types is the answer. */
@Timeout(180)
class PromptTest {

  private static final String GUESS = "examples/guess.yaml";

  private static final String CHOOSE =
      """
      name: choose
      models: { main: { provider: scripted, replies: [ "Shall I?", "As you wish. TERMINATE" ] } }
      agents:
        boss: { type: UserProxyAgent, human: ALWAYS, input: { choices: [yes, no], attempts: 3 } }
        helper: { type: AssistantAgent, model: main }
      team: { type: TwoAgentChat, initiator: boss, recipient: helper, termination: { textMention: TERMINATE } }
      """;

  private static final String FRUGAL =
      """
      name: frugal
      models: { main: { provider: scripted, replies: [ "One.", "Two. TERMINATE" ] } }
      agents: { talker: { type: AssistantAgent, model: main } }
      team: { type: RoundRobinGroupChat, participants: [talker], termination: { textMention: TERMINATE } }
      policies: { mine: { who: starter, allow: [approve, reject] } }
      budget: { modelCalls: 1, approval: mine }
      """;

  @TempDir private static Path scratch;
  private static Map<String, String> environment = Map.of();

  @BeforeAll
  static void aHome() throws Exception {
    Clone.requireTemporal();
    Clone.require("script", has("script"), "no pseudo-terminals: script (bsdutils) is missing");
    Path home = Files.createDirectory(scratch.resolve("home"));
    environment = Map.of("PARLEY_HOME", home.toString(), "PARLEY_USER", "dana");
  }

  @AfterAll
  static void nothingIsLeft() throws Exception {
    var unused = command("./parley dev --stop");
  }

  private static boolean has(String program) throws IOException, InterruptedException {
    return Clone.bash(scratch, Map.of(), "command -v " + program).exit() == 0;
  }

  private static Clone.Ran command(String line) throws IOException, InterruptedException {
    return Clone.bash(scratch, environment, line);
  }

  private static Tty terminal(String line) throws IOException {
    return Tty.of(environment, line);
  }

  private static String team(String name, String yaml) throws IOException {
    return Files.writeString(scratch.resolve(name + ".yaml"), yaml).toString();
  }

  @Test
  void whatIsTypedIsTheAnswerAndEnterIsTheAutomaticReply() throws Exception {
    try (Tty tty = terminal("./parley run %s 10 --id typed".formatted(GUESS))) {
      tty.shows("number     › too low");
      tty.shows("Enter: automatic reply");
      tty.shows("player     ›");
      tty.types("79");
      tty.shows("number     › too high");
      tty.shows("player     ›");
      tty.types("");
      tty.shows("Try again.");
      tty.shows("player     ›");
      tty.types("53");
      tty.shows("Finished");
      assertThat(tty.ends()).isZero();
    }
    assertThat(command("./parley show typed").output())
        .contains("player     › 79", "player     › 53");
  }

  @Test
  void exitEndsTheConversation() throws Exception {
    try (Tty tty = terminal("./parley run %s 10 --id over".formatted(GUESS))) {
      tty.shows("player     ›");
      tty.types("exit");
      tty.shows("Finished");
      assertThat(tty.ends()).isZero();
    }
  }

  @Test
  void whoLeavesByCtrlDOrCtrlCLosesNothingAndComesBack() throws Exception {
    try (Tty tty = terminal("./parley run %s 10 --id left".formatted(GUESS))) {
      tty.shows("player     ›");
      tty.pressesCtrlD();
      tty.shows("left goes on in the background. Return: ./parley watch left");
      assertThat(tty.ends()).isEqualTo(130);
    }
    try (Tty tty = terminal("./parley watch left")) {
      tty.shows("number     › too low");
      tty.shows("player     ›");
      tty.pressesCtrlC();
      tty.shows("left goes on in the background. Return: ./parley watch left");
      assertThat(tty.ends()).isEqualTo(130);
    }
    assertThat(command("./parley inbox --for dana").output()).contains("left/r1");
    try (Tty tty = terminal("./parley watch left")) {
      tty.shows("player     ›");
      tty.types("53");
      tty.shows("Finished");
      assertThat(tty.ends()).isZero();
    }
  }

  @Test
  void anAnswerThatDoesNotFitIsAskedForAgain() throws Exception {
    String team = team("choose", CHOOSE);
    try (Tty tty = terminal("./parley run %s 'Do it.' --id junk".formatted(team))) {
      tty.shows("helper     › Shall I?");
      tty.shows("boss       ›");
      tty.types("perhaps");
      tty.shows("the answer must be one of yes, no; 2 more answers are taken");
      tty.shows("boss       ›");
      tty.types("yes");
      tty.shows("As you wish.");
      tty.shows("Finished");
      assertThat(tty.ends()).isZero();
    }
  }

  @Test
  void anApprovalOffersItsDecisionsAndJunkIsAskedAgain() throws Exception {
    String team = team("frugal", FRUGAL);
    try (Tty tty = terminal("./parley run %s 'Count.' --id approval".formatted(team))) {
      tty.shows("r1: approve [AMOUNT] · reject REASON");
      tty.shows("dana       ›");
      tty.types("aprove");
      tty.shows("there is no decision \"aprove\"; did you mean \"approve\"?");
      tty.shows("dana       ›");
      tty.types("respond well");
      tty.shows("allowed are approve, reject");
      tty.shows("dana       ›");
      tty.types("approve");
      tty.shows("Two.");
      tty.shows("Finished");
      assertThat(tty.ends()).isZero();
    }
  }

  @Test
  void anApprovalThatIsLeftStaysOpen() throws Exception {
    String team = team("frugal-too", FRUGAL);
    try (Tty tty = terminal("./parley run %s 'Count.' --id undecided".formatted(team))) {
      tty.shows("dana       ›");
      tty.pressesCtrlC();
      tty.shows("undecided goes on in the background.");
      assertThat(tty.ends()).isEqualTo(130);
    }
    assertThat(command("./parley decide undecided/r1 reject enough --as dana").output())
        .contains("undecided/r1: taken");
  }

  @Test
  void whatAsksSomebodyElseIsNotAskedHere() throws Exception {
    String team = team("others", FRUGAL.replace("who: starter", "who: omar"));
    try (Tty tty = terminal("./parley run %s 'Count.' --id others".formatted(team))) {
      tty.shows("asks omar to raise the budget");
      assertThat(command("./parley decide others/r1 approve --as omar").exit()).isZero();
      tty.shows("Two.");
      tty.shows("Finished");
      assertThat(tty.ends()).isZero();
      assertThat(tty.screen()).doesNotContain("dana       ›");
    }
  }
}
