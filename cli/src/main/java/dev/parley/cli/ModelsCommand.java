package dev.parley.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.activities.models.Prices;
import dev.parley.client.view.Display;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code models}: which providers can be used here, and what their models cost. */
@Command(
    description = "Lists model providers, which of them have a key here, and known prices.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {

  private static final List<Provider> PROVIDERS =
      List.of(
          new Provider("openai", List.of("OPENAI_API_KEY"), "OpenAI and compatible endpoints"),
          new Provider(
              "azure",
              List.of("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT"),
              "Azure OpenAI; the model is the deployment"),
          new Provider("ollama", List.of(), "models of this machine"),
          new Provider("scripted", List.of(), "replies written in the team file"));

  private final Session session;

  /** A provider and the variables without which it cannot be asked. */
  private record Provider(String name, List<String> variables, String what) {}

  ModelsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PrintStream out = session.console().out();
    for (Provider provider : PROVIDERS) {
      out.println("%-10s %-34s %s".formatted(provider.name(), key(provider), provider.what()));
    }
    out.println();
    prices(out);
    return Exit.OK;
  }

  private String key(Provider provider) {
    List<String> unset =
        provider.variables().stream()
            .filter(name -> session.environment().getOrDefault(name, "").isBlank())
            .toList();
    if (provider.variables().isEmpty()) {
      return "needs no key";
    }
    return unset.isEmpty() ? "key" : "no key, set " + unset.getFirst();
  }

  private void prices(PrintStream out) {
    JsonNode table = builtIn();
    Map<String, JsonNode> all = new TreeMap<>();
    table.path("models").properties().forEach(one -> all.put(one.getKey(), one.getValue()));
    String own = session.environment().getOrDefault("PARLEY_MODELS_PRICES", "");
    if (!own.isBlank()) {
      JsonNode users = read(Path.of(own));
      users.path("models").properties().forEach(one -> all.put(one.getKey(), one.getValue()));
    }
    out.println(
        "Dollars per million tokens, as of %s%s:"
            .formatted(
                table.path("asOf").asText("?"), own.isBlank() ? "" : ", with those of " + own));
    out.println("%-28s %10s %10s %10s".formatted("", "input", "cached", "output"));
    all.forEach(
        (name, price) ->
            out.println(
                "%-28s %10s %10s %10s"
                    .formatted(
                        Display.line(name),
                        price.path("input").asText("–"),
                        price.path("cached").asText("–"),
                        price.path("output").asText("–"))));
  }

  private static JsonNode builtIn() {
    try (InputStream table = Prices.class.getResourceAsStream("prices.json")) {
      if (table == null) {
        throw new IllegalStateException("the price table is missing in this build");
      }
      return Json.mapper().readTree(table);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the price table of this build", e);
    }
  }

  private static JsonNode read(Path file) {
    try (InputStream table = Files.newInputStream(file)) {
      return Json.mapper().readTree(table);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the prices in " + file, e);
    }
  }
}
