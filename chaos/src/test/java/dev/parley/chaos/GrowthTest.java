package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Context;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long conversation: its history grows by a little each turn, for ever. */
class GrowthTest {

  private static final int TURNS = 1_000;

  @TempDir private Path folder;

  @Test
  void aThousandCallsWithLongRepliesRunToTheirEndAndAreReplayed() throws Exception {
    try (Lab lab = Lab.open(Parts.requireTemporal(), folder);
        Replay replay = new Replay()) {
      Growth.Report report =
          new Growth(TURNS, 5_000, new Context.TokenLimited(200_000)).run(lab, "long");
      System.out.printf("growth: %s, %.0f bytes a turn%n", report, report.bytesPerTurn());

      assertThat(report.turns()).isEqualTo(TURNS);
      assertThat(report.bytesPerTurn()).isLessThanOrEqualTo(4_096);
      assertThat(report.runs()).isGreaterThan(1);
      assertThat(report.largest()).isLessThan(1_100);
      assertThat(lab.transcript().entries().verify("long")).isEmpty();
      for (RunHistory run : lab.histories("long")) {
        replay.replay(run);
      }
    }
  }
}
