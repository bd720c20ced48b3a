package dev.parley.cli;

import dev.parley.activities.models.Prices;
import dev.parley.client.view.Display;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code models}: which providers can be used here, and what their models cost. */
@Command(
    description = "Lists model providers, which of them have a key here, and known prices.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {

  private static final int NARROW = 28;

  private static final List<Provider> PROVIDERS =
      List.of(
          new Provider("openai", List.of("OPENAI_API_KEY"), "OpenAI and compatible endpoints"),
          new Provider(
              "azure",
              List.of("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT"),
              "Azure OpenAI; the model is the deployment"),
          new Provider("anthropic", List.of("ANTHROPIC_API_KEY"), "Claude"),
          new Provider("gemini", List.of("GEMINI_API_KEY"), "Gemini"),
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

  /**
   * The names that a price is known for; others can be used too, and cost what nobody here knows.
   */
  private void prices(PrintStream out) {
    String own = session.environment().getOrDefault("PARLEY_MODELS_PRICES", "");
    Prices prices = own.isBlank() ? Prices.builtIn() : with(Path.of(own));
    out.println(
        "Dollars per million tokens, as of %s%s:"
            .formatted(
                Display.line(prices.asOf()),
                own.isBlank() ? "" : ", with those of " + Display.line(own)));
    int width =
        prices.models().keySet().stream().mapToInt(String::length).reduce(NARROW, Math::max);
    String row = "%-" + width + "s %10s %10s %10s";
    out.println(row.formatted("", "input", "cached", "output"));
    prices
        .models()
        .forEach(
            (name, price) ->
                out.println(
                    row.formatted(
                        Display.line(name),
                        dollars(price.input()),
                        dollars(price.cached()),
                        dollars(price.output()))));
    out.println("A name stands for its dated versions too, one with * for all that begin so.");
  }

  private static Prices with(Path own) {
    try {
      return Prices.builtIn().with(own);
    } catch (IllegalArgumentException e) {
      throw new UsageException("PARLEY_MODELS_PRICES: " + e.getMessage(), e);
    }
  }

  private static String dollars(@Nullable BigDecimal price) {
    return price == null ? "–" : price.toPlainString();
  }
}
