package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.people.TokenKey;
import dev.parley.activities.people.Tokens;
import dev.parley.agents.Choice;
import dev.parley.cli.Cli.Ran;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions that are recorded while nothing runs, and those that are refused at once. */
class DecideTest {

  private final AskedHome home;

  DecideTest(@TempDir Path folder) throws IOException {
    home = new AskedHome(folder);
  }

  @Test
  void aDecisionIsRecordedWhileNothingRuns() {
    Ran ran =
        home.cli()
            .run(
                "decide",
                "pay-2f91/r3",
                "edit",
                "{\"id\":17,\"amount\":120.00}",
                "--as",
                "omar",
                "--note",
                "half only");

    assertThat(ran.out()).isEqualTo("pay-2f91/r3: recorded, not yet taken\n");
    assertThat(ran.err()).contains("127.0.0.1:1 does not answer");
    assertThat(ran.code()).isZero();
    assertThat(home.mail())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.by()).isEqualTo("omar");
              assertThat(mail.decision()).isNotNull();
              assertThat(String.valueOf(mail.decision()))
                  .contains("request=r3", "choice=EDIT", "digest=d1", "note=half only")
                  .contains("arguments={\"id\":17,\"amount\":120.00}");
            });
  }

  @Test
  void aTokenProvesWhoDecidesOnceAndIsNotStored() {
    String key = "0".repeat(64);
    Cli keyed = home.cli().with("PARLEY_TOKEN_KEY", key);
    String token;
    try (Transcript transcript = new Transcripts(home.store(), null, null).open()) {
      token =
          new Tokens(TokenKey.parse(key), transcript.storeId(), Clock.systemUTC())
              .issue(
                  new Tokens.Subject(AskedHome.ID, "r3", "d1"),
                  "omar",
                  List.of(Choice.APPROVE),
                  Instant.now().plusSeconds(600));
    }

    assertThat(home.cli().run("decide", "pay-2f91/r3", "approve", "--token", token).err())
        .contains("does not have the workers' key");
    assertThat(keyed.run("decide", "pay-2f91/r3", "approve", "--token", "x.y").err())
        .isEqualTo("refused: the token is none of these workers; nothing changed\n");
    assertThat(keyed.run("decide", "pay-2f91/r3", "reject", "--token", token).code()).isEqualTo(5);
    assertThat(home.mail()).isEmpty();

    Ran ran = keyed.run("decide", "pay-2f91/r3", "approve", "--token", token);
    assertThat(ran.out()).isEqualTo("pay-2f91/r3: recorded, not yet taken\n");
    assertThat(home.mail())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.by()).isEqualTo("omar");
              assertThat(String.valueOf(mail.decision())).doesNotContain(token);
            });
    Ran again = keyed.run("decide", "pay-2f91/r3", "approve", "--token", token);
    assertThat(again.err()).isEqualTo("refused: the token was used already; nothing changed\n");
    assertThat(home.mail()).hasSize(1);
  }

  @Test
  void whoIsLateIsToldWhoDecided() {
    home.omarApproves();

    Ran ran = home.cli().run("decide", "pay-2f91/r3", "approve", "--as", "mira");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .matches(
            "refused: omar approved pay-2f91/r3 at [0-9]{2}:[0-9]{2} [A-Z0-9:+]+; nothing"
                + " changed\n");
    assertThat(home.mail()).isEmpty();
    assertThat(home.cli().run("inbox").err()).isEqualTo("Nobody is asked anything.\n");
    assertThat(home.cli().run("inbox", "pay-2f91/r3").out())
        .contains("omar approved pay-2f91/r3 at ");
  }

  @Test
  void whatIsNotAllowedIsRefused() {
    Ran ran = home.cli().run("decide", "pay-2f91/r3", "respond", "done", "--as", "omar");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err())
        .isEqualTo(
            "refused: respond is not allowed for pay-2f91/r3; allowed are approve, edit, reject,"
                + " delegate; nothing changed\n");
    assertThat(home.mail()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "pay/r3 approve|without a terminal a decision takes the whole id: pay-2f91/r3",
        "pay-2f91 approve|\"pay-2f91\" is no request; write CONVERSATION/REQUEST",
        "pay-2f91/r9 approve|there is no request \"pay-2f91/r9\"; did you mean \"pay-2f91/r3\"?",
        "nobody/r1 approve|no conversation is called \"nobody\"",
        "pay-2f91/r3|missing: DECISION, one of approve · edit JSON · reject REASON · delegate NAME",
        "pay-2f91/r3 aprove|there is no decision \"aprove\"; did you mean \"approve\"?",
        "pay-2f91/r3 approve 5|only a budget is raised by an amount",
        "pay-2f91/r3 edit|edit: missing: JSON or @FILE",
        "pay-2f91/r3 edit [17]|edit: this is no JSON object",
        "pay-2f91/r3 delegate|delegate: missing: --to NAME",
        "pay-2f91/r3 approve --to omar|--to: only delegate has somebody to delegate to",
        "pay-2f91/r3 delegate --to 9|--to: \"9\" is no name of a person",
      })
  void wrongUseChangesNothing(String typed, String message) {
    Ran ran = home.cli().run(("decide " + typed).split(" "));

    assertThat(ran.err()).contains(message);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(home.mail()).isEmpty();
  }
}
