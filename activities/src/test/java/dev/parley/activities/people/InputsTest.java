package dev.parley.activities.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.InputCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told to a person whose answer is not as asked. */
@Timeout(60)
class InputsTest {

  private static InputCheck matches(String regex) {
    return new InputCheck(regex, List.of(), null, null);
  }

  private static InputCheck schema(@Nullable String schema) {
    return new InputCheck(null, List.of(), schema, null);
  }

  @Test
  void theWholeAnswerMustMatch() {
    assertThat(Inputs.problem(matches("[0-9]{1,3}"), "42")).isEmpty();
    assertThat(Inputs.problem(matches("[0-9]{1,3}"), "42 or so"))
        .hasValue("the answer must look like [0-9]{1,3}");
    assertThat(Inputs.problem(matches("[0-9"), "4")).get().asString().contains("no regular");
  }

  @Test
  void aPatternMadeToTakeForEverEnds() {
    assertThat(Inputs.problem(matches("(x+x+)+y"), "x".repeat(5_000))).isPresent();
  }

  @Test
  void theAnswerIsOneOfTheChoices() {
    InputCheck check = new InputCheck(null, List.of("red", "green"), null, null);
    assertThat(Inputs.problem(check, " red\n")).isEmpty();
    assertThat(Inputs.problem(check, "blue")).hasValue("the answer must be one of red, green");
  }

  @Test
  void theAnswerFitsTheSchema() {
    InputCheck check =
        schema(
            """
            {"type":"object","properties":{"id":{"type":"integer","minimum":1},
             "name":{"type":"string","pattern":"^[a-z]+$"}},"required":["id"]}
            """);
    assertThat(Inputs.problem(check, "{\"id\":3,\"name\":\"abc\"}")).isEmpty();
    assertThat(Inputs.problem(check, "{\"id\":0}")).get().asString().contains("minimum");
    assertThat(Inputs.problem(check, "{\"id\":1,\"name\":\"A\"}"))
        .get()
        .asString()
        .contains("name");
    assertThat(Inputs.problem(check, "{}")).get().asString().contains("id");
    assertThat(Inputs.problem(check, "three"))
        .get()
        .asString()
        .startsWith("the answer must be JSON");
    assertThat(Inputs.problem(check, "{\"id\":3} {}")).isPresent();
    assertThat(Inputs.problem(check, "")).hasValue("the answer must be JSON, is empty");
  }

  @Test
  void aSchemaThatIsNoneLetsNothingPassAndFetchesNothing() {
    assertThat(Inputs.problem(schema("{\"type\":"), "1"))
        .get()
        .asString()
        .contains("no JSON Schema");
    assertThat(Inputs.problem(schema("{\"$ref\":\"http://127.0.0.1:1/x.json\"}"), "1")).isPresent();
  }

  @Test
  void withoutRulesEveryAnswerWillDo() {
    assertThat(Inputs.problem(new InputCheck(null, List.of(), null, null), "")).isEmpty();
  }
}
