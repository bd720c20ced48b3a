package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values: names, money, usage, models, intents, scripted replies. */
class ValuesTest {

  // --- Names

  @ParameterizedTest
  @ValueSource(strings = {"a", "Coder", "a1_b-C", "end", "x23456789"})
  void names(String name) {
    assertThat(Names.check("agents", name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "_a", "a b", "ä", "a.b", "a/b", "a\n"})
  void noNames(String name) {
    assertThatThrownBy(() -> Names.check("agents", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "agents: \""
                + name
                + "\" is no name; a letter, then up to 63 letters, digits, _ and -");
  }

  @Test
  void aNameHasAtMost64Characters() {
    assertThat(Names.NAME.matcher("a".repeat(64)).matches()).isTrue();
    assertThat(Names.NAME.matcher("a".repeat(65)).matches()).isFalse();
  }

  // --- Money

  @ParameterizedTest
  @CsvSource({
    "2.00, 2000000000",
    "0, 0",
    "0.0031, 3100000",
    "0.000000001, 1",
    "0.0000000001, 1",
    "0.0000000011, 2",
    "1.0000000001, 1000000001",
  })
  void dollarsAreWholeBillionthsRoundedUp(BigDecimal dollars, long nanos) {
    assertThat(Money.dollars(dollars)).isEqualTo(new Money(nanos));
  }

  @ParameterizedTest
  @CsvSource({"2000000000, 2", "3100000, 0.0031", "0, 0", "1, 0.000000001", "20000000000, 20"})
  void moneyIsShownWithoutTrailingZeros(long nanos, String dollars) {
    assertThat(new Money(nanos).dollars().toPlainString()).isEqualTo(dollars);
  }

  @Test
  void moneyAddsUpExactlyOrNotAtAll() {
    Money cent = Money.dollars(new BigDecimal("0.1"));
    assertThat(cent.plus(cent).plus(cent)).isEqualTo(Money.dollars(new BigDecimal("0.3")));
    assertThat(cent).isGreaterThan(Money.ZERO);
    Money most = new Money(Long.MAX_VALUE);
    assertThatThrownBy(() -> most.plus(cent)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void moneyIsAWholeNumberInJson() {
    assertThat(Wire.write(new Money(3_100_000))).isEqualTo("3100000");
    assertThat(Wire.read("3100000", Money.class)).isEqualTo(new Money(3_100_000));
  }

  // --- Usage

  @Test
  void usageAddsUp() {
    Usage sum = new Usage(1, 2, 3, 4).plus(new Usage(10, 20, 30, 40));

    assertThat(sum).isEqualTo(new Usage(11, 22, 33, 44));
    assertThat(sum.total()).as("cached and reasoning are parts").isEqualTo(33);
    assertThat(Usage.NONE.plus(sum)).isEqualTo(sum);
    assertThatThrownBy(() -> new Usage(1, -1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("usage must not be negative: input 1, output -1, cached 0, reasoning 0");
  }

  // --- Models

  @Test
  void aModelIsSplitAtTheFirstColon() {
    ModelSpec spec = ModelSpec.parse("ollama:llama3.1:8b");

    assertThat(spec.provider()).isEqualTo("ollama");
    assertThat(spec.model()).isEqualTo("llama3.1:8b");
    assertThat(spec.label()).isEqualTo("ollama:llama3.1:8b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpt-4o", ":gpt-4o", "openai:", ":"})
  void aModelHasAProviderAndAName(String written) {
    assertThatThrownBy(() -> ModelSpec.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + written + "\" is no model; write PROVIDER:MODEL, e.g. openai:gpt-4o");
  }

  @Test
  void aScriptedReplySaysOrFails() {
    ScriptedReply.Failure failure = new ScriptedReply.Failure(500, null);
    assertThatThrownBy(() -> new ScriptedReply(null, null, 1, "x", null, null, null, failure))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a scripted reply has either say or calls, or fail");
    assertThatThrownBy(() -> new ScriptedReply(null, null, 1, null, null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ScriptedReply(null, null, -1, "x", null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("times: must not be negative, is -1");
    assertThat(ScriptedReply.when("a", "b"))
        .isEqualTo(new ScriptedReply("a", null, 1, "b", null, null, null, null));
  }

  // --- Intents

  @Test
  void intentsAreWrittenAsTheyAlwaysWere() {
    assertThat(
            List.of(
                Intent.TASK,
                Intent.call(4, "coder", 1),
                Intent.signal("s-1"),
                Intent.request("r3"),
                Intent.summary(7),
                Intent.event("end", 9)))
        .extracting(Intent::key)
        .containsExactly(
            "task", "turn/4/coder/1", "signal/s-1", "request/r3", "summary/7", "event/end/9");
    assertThat(Intent.TASK).hasToString("task");
  }

  @Test
  void intentsAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat("%d".formatted(4)).as("digits of this locale").isNotEqualTo("4");
      assertThat(Intent.call(4, "coder", 1).key()).isEqualTo("turn/4/coder/1");
      assertThat(Intent.event("end", 9).key()).isEqualTo("event/end/9");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anIntentHasAtMost200Characters() {
    assertThat(new Intent("x".repeat(200)).key()).hasSize(200);
    assertThatThrownBy(() -> new Intent("x".repeat(201)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("intent must have 1 to 200 characters, has 201");
    assertThatThrownBy(() -> new Intent("")).isInstanceOf(IllegalArgumentException.class);
  }
}
