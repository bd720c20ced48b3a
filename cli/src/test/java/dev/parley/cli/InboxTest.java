package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are asked, read from the store while nothing runs. */
class InboxTest {

  private final AskedHome home;

  InboxTest(@TempDir Path folder) throws IOException {
    home = new AskedHome(folder);
  }

  // --- Inbox

  @Test
  void oneLineSaysWhatIsAskedByWhomAndUntilWhen() {
    assertThat(home.cli().run("inbox").out())
        .isEqualTo(
            "pay-2f91/r3   approve a tool   refund(id=17, amount=240.00)   asked by cashier   6 h"
                + " left, then → cfo\n");
  }

  @Test
  void groupsCountAsPeopleYamlSays() throws IOException {
    Files.writeString(
        home.folder().resolve("people.yaml"),
        "people: { omar: {}, dana: {} }\ngroups: { managers: [omar] }\n");

    assertThat(home.cli().run("inbox", "--for", "omar").out()).contains("pay-2f91/r3");
    assertThat(home.cli().run("inbox", "--for", "dana").out()).isEmpty();
    assertThat(home.cli().run("inbox", "--for", "dana").err())
        .isEqualTo("dana is asked nothing.\n");
  }

  @Test
  void kindAndTeamNarrowIt() {
    assertThat(home.cli().run("inbox", "--kind", "tool", "--team", "payments").lines()).hasSize(1);
    assertThat(home.cli().run("inbox", "--kind", "budget").out()).isEmpty();
    assertThat(home.cli().run("inbox", "--team", "others").out()).isEmpty();
    Ran wrong = home.cli().run("inbox", "--kind", "tol");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--kind: there is no kind \"tol\"; did you mean \"tool\"?");
  }

  @Test
  void jsonLinesHoldTheExactArguments() {
    assertThat(home.cli().run("inbox", "--jsonl").out())
        .startsWith(
            "{\"conversation\":\"pay-2f91\",\"team\":\"payments\",\"id\":\"r3\",\"kind\":\"tool\","
                + "\"who\":[\"managers\"],\"tool\":\"refund\","
                + "\"arguments\":{\"id\":17,\"amount\":240.00},\"digest\":\"d1\",\"deadline\":")
        .hasLineCount(1);
  }

  @Test
  void conversationsThatAnOperatorMustSetGoingStandBelow() {
    home.hangs(
        "the store was restored from an older backup. ./parley fork pay-2f91 --at 2 goes on");

    assertThat(home.cli().run("inbox").lines())
        .hasSizeGreaterThan(2)
        .element(1)
        .isEqualTo("pay-2f91   is paused");
    assertThat(home.cli().run("inbox").out()).contains("./parley fork pay-2f91 --at 2");
    assertThat(home.cli().run("inbox", "--jsonl").out())
        .contains("\"kind\":\"operator\",\"state\":\"paused\",\"text\":\"the store was restored");
    assertThat(home.cli().run("inbox", "--kind", "tool").lines()).hasSize(1);
    assertThat(home.cli().run("inbox", "--team", "others").out()).isEmpty();
    assertThat(home.cli().run("inbox", "--for", "stranger").err())
        .isEqualTo("stranger is asked nothing.\n");
  }

  @Test
  void oneRequestIsShownWithEverything() {
    Ran ran = home.cli().run("inbox", "pay/r3", "--for", "omar");

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith("pay-2f91/r3   approve a tool\n")
        .contains("\"amount\" : 240.00", "digest       d1", "user       › Refund 17.")
        .contains("./parley decide pay-2f91/r3 approve --as omar\n")
        .contains("./parley decide pay-2f91/r3 edit '{\"id\":17,\"amount\":240.00}' --as omar\n");
  }

  // --- The audit

  @Test
  void showSaysWhoWasAskedWhatAndWhoDecidedOnWhat() {
    home.omarApproves();

    assertThat(home.cli().run("show", "pay-2f91").out())
        .contains("cashier    › refund(id=17, amount=240.00)")
        .contains("? r3: cashier asks managers to approve a tool: refund(id=17, amount=240.00)")
        .contains("omar       › approve r3");
    assertThat(home.cli().run("show", "pay-2f91", "--jsonl").out())
        .contains(
            "\"request\":\"r3\",\"decision\":\"approve\",\"by\":\"omar\",\"proof\":\"said\","
                + "\"digest\":\"d1\"");
  }

  @Test
  void thereAreNoStandingApprovals() {
    assertThat(home.cli().run("standing", "pay-2f91").err())
        .isEqualTo("pay-2f91 has no standing approvals.\n");
    Ran wrong = home.cli().run("standing", "pay-2f91", "--revoke", "1");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("has no standing approval 1");
    Ran nobody = home.cli().run("human", "pay-2f91", "cashir", "NEVER");
    assertThat(nobody.err()).contains("no agent is called \"cashir\"; did you mean \"cashier\"?");
    assertThat(home.cli().run("human", "pay-2f91", "cashier", "SOMETIMES").code()).isEqualTo(2);
  }
}
