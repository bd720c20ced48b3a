package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.models.ProviderLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a worker is told about providers of models. */
class ProviderSettingsTest {

  @TempDir private Path folder = Path.of("");

  private Map<String, ProviderLimits> read(String yaml) throws IOException {
    var unused = Files.writeString(folder.resolve("parley.yml"), yaml);
    return WorkerSettings.builder()
        .environment(
            Map.of("PARLEY_STORE", "sqlite:parley.db", "TEMPORAL_CONFIG_FILE", "/no/such/file"))
        .folder(folder)
        .build()
        .models()
        .providers();
  }

  @Test
  void limitsAreReadByTheNamesOfProviders() throws IOException {
    assertThat(
            read(
                """
                parley:
                  providers:
                    openai: { concurrent: 20, perMinute: 600 }
                    anthropic: { rest: 2m }
                    ollama: { breaker: false }
                """))
        .containsOnly(
            Map.entry("openai", new ProviderLimits(20, 600, ProviderLimits.REST)),
            Map.entry("anthropic", new ProviderLimits(null, null, Duration.ofMinutes(2))),
            Map.entry("ollama", ProviderLimits.NONE));
    assertThat(read("parley: {}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai: { concurent: 3 } | parley.yml:1: parley.providers.openai.concurent: unknown key; did you mean \"concurrent\"?",
        "openai: { concurrent: 0 } | parley.providers.openai.concurrent: must be at least 1",
        "openai: { breaker: false, rest: 3s } | parley.providers.openai.rest: means nothing without the breaker",
      })
  void mistakesAreToldWithTheirPlace(String section, String message) {
    assertThatThrownBy(() -> read("parley: { providers: { %s } }".formatted(section)))
        .isInstanceOf(WorkerException.Invalid.class)
        .hasMessageContaining(message);
  }
}
