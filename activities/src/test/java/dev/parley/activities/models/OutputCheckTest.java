package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutputCheckTest {

  private final OutputCheck check =
      new OutputCheck(
          """
          {"type":"object","properties":{"answer":{"type":"string"},"sure":{"type":"integer",
          "maximum":10}},"required":["answer"]}\
          """);

  @Test
  void whatFitsIsNoProblem() {
    assertThat(check.problem(" {\"answer\":\"42\",\"sure\":7}\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "42 it is", "```json\n{\"answer\":\"42\"}\n```", "{\"answer\":", "{} {}"})
  void whatIsNoJsonIsSaidSo(String text) {
    assertThat(check.problem(text))
        .hasValueSatisfying(said -> assertThat(said).startsWith("The answer must be JSON"));
  }

  @Test
  void eachMistakeIsNamedWithItsPlace() {
    assertThat(check.problem("{\"sure\":11}"))
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .startsWith("The answer does not fit its schema: ")
                    .contains("'answer'")
                    .contains("$.sure")
                    .contains("10"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"type\":17}", "{\"$ref\":\"https://example.com/schema\"}"})
  void whatIsNoSchemaIsRefused(String schema) {
    assertThatThrownBy(() -> new OutputCheck(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("output.schema is no JSON");
  }
}
