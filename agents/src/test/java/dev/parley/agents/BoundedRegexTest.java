package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedRegexTest {

  private static boolean find(String regex, String text) {
    return BoundedRegex.find(new Condition.Matches(regex, List.of(), false), text);
  }

  @Test
  void itFindsWhatItShould() {
    assertThat(find("b+c", "aabbc")).isTrue();
    assertThat(find("^b", "ab")).isFalse();
    assertThat(find("STRASSE", "strasse")).isFalse();
    assertThat(BoundedRegex.find(new Condition.Matches("ÄRGER", List.of(), true), "ärger"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(a*)*b$", "(.*a){20}$", "^(a|a)*$"})
  void anExpressionThatExplodesCountsAsNotFound(String regex) {
    String text = "a".repeat(50_000) + "!";

    boolean found =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> find(regex, text), regex);

    assertThat(found).isFalse();
  }

  @Test
  void anOrdinaryExpressionReadsALongTextToItsEnd() {
    String text = "lorem ipsum ".repeat(100_000) + "exitcode: 1";

    assertThat(find("exitcode: [1-9]", text)).isTrue();
  }
}
