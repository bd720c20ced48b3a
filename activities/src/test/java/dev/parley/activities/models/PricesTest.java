package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.ModelSpec;
import dev.parley.agents.Money;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PricesTest {

  private final Prices prices = Prices.builtIn();

  @TempDir Path folder;

  private static Money dollars(String amount) {
    return Money.dollars(new BigDecimal(amount));
  }

  @ParameterizedTest
  @CsvSource({
    "openai:gpt-4o, 12.50",
    "openai:gpt-4o-2024-11-20, 12.50",
    "openai:gpt-4o-2024-05-13, 20.00",
    "openai:gpt-4o-mini, 0.75",
    "openai:gpt-4o-mini-2024-07-18, 0.75",
    "anthropic:claude-sonnet-4-5-20250929, 18.00",
    "ollama:llama3.1:8b, 0",
  })
  void aMillionTokensInAndOutCostWhatTheListSays(String model, String cost) {
    assertThat(prices.cost(ModelSpec.parse(model), new Usage(1_000_000, 1_000_000, 0, 0)))
        .contains(dollars(cost));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai:gpt-4o-audio-preview",
        "openai:gpt-4",
        "openai:gpt-5-pro",
        "azure:gpt-4o",
        "scripted:writer"
      })
  void whatIsNotListedHasNoPrice(String model) {
    assertThat(prices.cost(ModelSpec.parse(model), new Usage(1, 1, 0, 0))).isEmpty();
  }

  @Test
  void cachedTokensHaveTheirOwnPrice() {
    assertThat(prices.cost(ModelSpec.parse("openai:gpt-4o"), new Usage(1_000, 10, 600, 5)))
        .contains(dollars("0.00185"));
  }

  @Test
  void aTokenIsNeverRoundedToNothing() {
    assertThat(prices.cost(ModelSpec.parse("openai:gpt-4o-mini"), new Usage(1, 0, 0, 0)))
        .contains(new Money(150));
  }

  @Test
  void aUsersFileStandsInFront() throws IOException {
    Path file = folder.resolve("prices.json");
    Files.writeString(
        file,
        """
        {"asOf": "2030-01-01", "models": {
          "openai:gpt-4o": {"input": 1, "output": 2},
          "corp:*": {"input": 3, "output": 4},
          "corp:big-*": {"input": 30, "output": 40}}}\
        """);
    Prices users = prices.with(file);
    var million = new Usage(1_000_000, 0, 500_000, 0);

    assertThat(users.cost(ModelSpec.parse("openai:gpt-4o"), million)).contains(dollars("1"));
    assertThat(users.cost(ModelSpec.parse("corp:any"), million)).contains(dollars("3"));
    assertThat(users.cost(ModelSpec.parse("corp:big-one"), million)).contains(dollars("30"));
    assertThat(users.cost(ModelSpec.parse("openai:gpt-4o-mini"), million)).isPresent();
    assertThat(users.asOf()).isEqualTo("2030-01-01");
  }

  @Test
  void theSpecsPriceWins() throws Exception {
    var priced =
        new ModelSpec(
            "scripted",
            "writer",
            null,
            null,
            null,
            null,
            Map.of(),
            null,
            null,
            new ModelSpec.Price(BigDecimal.ONE, null, BigDecimal.TEN),
            List.of(
                new ScriptedReply(
                    null, null, 1, "Hi.", null, null, new Usage(1_000, 100, 0, 0), null)));
    var call =
        ModelCall.of(priced, null, List.of(Turn.user("user", "x")), "a", Duration.ofSeconds(1));

    try (var models = new Models(List.of(new ScriptedProvider()), prices)) {
      assertThat(models.call(call).cost()).isEqualTo(dollars("0.002"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{}",
        "{\"models\": {\"a:b\": null}}",
        "{\"models\": {\"a:b\": {\"input\": 1}}}",
        "{\"models\": {\"a:b\": {\"input\": 1, \"output\": -1}}}",
        "{\"models\": {\"a:b\": {\"input\": 1, \"output\": 1, \"cached\": -1}}}",
        "{\"models\": {\"a:b\": {\"inputs\": 1, \"output\": 1}}}",
        "{\"prices\": {}}",
      })
  void aWrongFileIsNamed(String content) throws IOException {
    Path file = folder.resolve("prices.json");
    Files.writeString(file, content);

    assertThatThrownBy(() -> prices.with(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> prices.with(folder.resolve("none.json")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.json");
  }
}
