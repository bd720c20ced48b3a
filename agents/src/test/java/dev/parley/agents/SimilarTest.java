package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The word that was probably meant. */
class SimilarTest {

  private static final List<String> KNOWN =
      List.of("model", "maxTurns", "show", "run", "list", "doctor", "--jsonl");

  @ParameterizedTest
  @CsvSource({
    "modle,model",
    "max_turns,maxTurns",
    "MAXTURNS,maxTurns",
    "shwo,show",
    "rum,run",
    "lst,list",
    "docter,doctor",
    "--jsnol,--jsonl"
  })
  void aSlipIsSeen(String written, String meant) {
    assertThat(Similar.to(written, KNOWN)).contains(meant);
  }

  @Test
  void anotherWordIsNoSlip() {
    assertThat(Similar.to("xyz", KNOWN)).isEmpty();
    assertThat(Similar.to("", KNOWN)).isEmpty();
    assertThat(Similar.to("m".repeat(500), KNOWN)).isEmpty();
    assertThat(Similar.to("model", List.of())).isEmpty();
  }
}
