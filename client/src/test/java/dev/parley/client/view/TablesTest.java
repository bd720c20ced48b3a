package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry.FileRef;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.Branch;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.ConversationStore.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {

  @Test
  void theListHasALineForEachConversation() {
    assertThat(
            ListView.render(
                List.of(Samples.finished(), Samples.standing(State.WAITING, null)),
                Samples.START.plus(Duration.ofHours(3)),
                120))
        .isEqualTo(
            """
            ID            TEAM     STATE      STARTED   ENTRIES   WAITING ON      COST
            coding-7f3a   coding   finished   3 h ago         6   –            $0.0031
            coding-7f3a   coding   waiting    3 h ago         6   dana         $0.0031\
            """);
    assertThat(ListView.render(List.of(), Samples.START, 80)).isEqualTo("No conversations.");
  }

  @Test
  void whatKeepsAConversationFromGoingOnStandsBelowItsRow() {
    String lost = "Temporal does not know it. ./parley recover coding-7f3a starts it again";
    assertThat(
            ListView.render(
                List.of(Samples.troubled(State.LOST, lost), Samples.troubled(State.PAUSED, null)),
                Samples.START.plus(Duration.ofHours(3)),
                60))
        .isEqualTo(
            """
            ID            TEAM     STATE    STARTED   ENTRIES   WAITING ON      COST
            coding-7f3a   coding   lost     3 h ago         6   –            $0.0031
              Temporal does not know it. ./parley recover coding-7f3a
              starts it again
            coding-7f3a   coding   paused   3 h ago         6   –            $0.0031
              a person holds it. ./parley resume coding-7f3a lets it go
              on\
            """);
  }

  @Test
  void aCauseIsCutWhereItsRemedyBegins() {
    assertThat(
            Cause.of(
                "its task failed 3 times: Oh. Really. It goes on by itself when its worker is"
                    + " mended; ./parley recover x starts it again"))
        .isEqualTo(
            new Cause(
                "its task failed 3 times: Oh. Really",
                "It goes on by itself when its worker is mended; ./parley recover x starts it"
                    + " again"));
    assertThat(Cause.of("it hangs")).isEqualTo(new Cause("it hangs", ""));
    assertThat(Cause.of(Samples.standing(State.WAITING, null))).isEmpty();
  }

  @Test
  void branchesSayWhatAResetLeft() {
    assertThat(
            BranchesView.render(
                List.of(
                    new Branch("reset-1", "main", 3, 7, Samples.START),
                    new Branch("reset-2", "reset-1", 5, 5, Samples.START.plusSeconds(60)))))
        .isEqualTo(
            """
            branch reset-1: entries 3 to 7, left by a reset at 2026-03-01 12:00:00 UTC
            branch reset-2: entry 5, left by a reset at 2026-03-01 12:01:00 UTC\
            """);
  }

  @Test
  void aNarrowTerminalCutsTeamsAndPeopleButNoIds() {
    var table =
        new Table(
            Table.Column.text("ID"),
            Table.Column.text("TEAM").shrinkingTo(8),
            Table.Column.text("WAITING ON").shrinkingTo(10));
    table.row("coding-7f3a", "a-team-with-a-long-name", "dana and omar and ines");
    assertThat(table.render(40))
        .isEqualTo(
            """
            ID            TEAM            WAITING ON
            coding-7f3a   a-team-with-…   dana and…\
            """);
    assertThat(table.render(10)).contains("coding-7f3a", "a-team-…", "dana and…");
  }

  @Test
  void aFileNameThatIsTooLongGoesOnBelowItself() {
    var files =
        List.of(
            new FileRef("change.png", 48_213, "d"),
            new FileRef("reports/2026/a-rather-long-name-of-a-file.csv", 9, "d"));
    assertThat(FilesView.render(files, Integer.MAX_VALUE))
        .isEqualTo(
            """
                   48213  change.png
                       9  reports/2026/a-rather-long-name-of-a-file.csv\
            """);
    assertThat(FilesView.render(files, 40))
        .isEqualTo(
            """
            48213  change.png
                9  reports/2026/a-rather-long-name-
                   of-a-file.csv\
            """);
    assertThat(FilesView.render(files, 12)).contains("a-rather-long-name-of-a-file.csv");
  }

  @Test
  void theCostTableSumsUpAndSaysWhatIsNotKnown() {
    var spent =
        List.of(
            new Spent(
                "coder",
                "openai:gpt-4o",
                3,
                new Usage(12_436, 288, 1_024, 64),
                Money.dollars(new BigDecimal("0.0331"))),
            new Spent("critic", "ollama:llama3.1", 1, new Usage(900, 10, 0, 0), Money.ZERO),
            new Spent("stub", "scripted:stub", 2, new Usage(9, 1, 0, 0), Money.ZERO));
    assertThat(CostView.render(spent))
        .isEqualTo(
            """
            AGENT    MODEL             CALLS    INPUT   CACHED   OUTPUT   REASONING             COST
            coder    openai:gpt-4o         3   12,436    1,024      288          64          $0.0331
            critic   ollama:llama3.1       1      900        0       10           0   no price known
            stub     scripted:stub         2        9        0        1           0            $0.00
            total                          6   13,345    1,024      299          64        $0.0331 +\
            """);
    assertThat(CostView.render(List.of())).isEqualTo("No model was called.");
  }

  @Test
  void amountsAreReadByPeople() {
    assertThat(Amounts.money(Money.dollars(new BigDecimal("12")))).isEqualTo("$12.00");
    assertThat(Amounts.money(Money.dollars(new BigDecimal("1.23456")))).isEqualTo("$1.2346");
    assertThat(Amounts.money(Money.dollars(new BigDecimal("0.000012345")))).isEqualTo("$0.000012");
    assertThat(Amounts.duration(Duration.ofMillis(820))).isEqualTo("820 ms");
    assertThat(Amounts.duration(Duration.ofMillis(1_421))).isEqualTo("1.4 s");
    assertThat(Amounts.duration(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    assertThat(Amounts.duration(Duration.ofHours(76))).isEqualTo("3 d 4 h");
    assertThat(Amounts.age(Duration.ofSeconds(-3))).isEqualTo("0 s");
    assertThat(Amounts.bytes(5_000_000)).isEqualTo("4.8 MB");
  }
}
