package dev.parley.client.teamfile;

import dev.parley.agents.Context;
import dev.parley.agents.Selector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes what chooses the next speaker of a {@code SelectorGroupChat}. */
final class SelectorReader {

  private final Report report;

  SelectorReader(Report report) {
    this.report = report;
  }

  Selector read(Section section) {
    Optional<Value.Chosen> chosen =
        section.get("method").filter(Value.Chosen.class::isInstance).map(Value.Chosen.class::cast);
    Selector.Method method = chosen.map(one -> method(one.word())).orElse(Selector.Method.AUTO);
    meansNothing(section, "who", method == Selector.Method.MANUAL);
    meansNothing(section, "policy", method == Selector.Method.MANUAL);
    meansNothing(section, "seed", method == Selector.Method.RANDOM);
    for (String key : List.of("model", "prompt", "context", "candidates", "attempts", "fallback")) {
      meansNothing(section, key, method == Selector.Method.AUTO);
    }
    return new Selector(
        method,
        chosen
            .flatMap(Value.Chosen::value)
            .filter(Value.Text.class::isInstance)
            .map(name -> ((Value.Text) name).text())
            .orElse(null),
        section.texts("who"),
        section.text("policy").orElse(null),
        section.large("seed").orElse(null),
        section.text("model").orElse(null),
        section.text("prompt").orElse(null),
        contexts(section),
        section.section("candidates").flatMap(one -> one.text("function")).orElse(null),
        section.whole("attempts").orElse(null),
        section
            .text("fallback")
            .map(word -> Selector.Fallback.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(null));
  }

  private void meansNothing(Section section, String key, boolean means) {
    if (!means && section.has(key)) {
      report.error(
          section.at(key), "means nothing with this method", "take it out, or change method");
    }
  }

  private static Selector.Method method(String word) {
    return switch (word) {
      case "manual" -> Selector.Method.MANUAL;
      case "random" -> Selector.Method.RANDOM;
      case "roundRobin" -> Selector.Method.ROUND_ROBIN;
      case "function" -> Selector.Method.FUNCTION;
      default -> Selector.Method.AUTO;
    };
  }

  private List<Context> contexts(Section section) {
    List<Context> chain = new ContextReader(report, name -> name).read(section);
    if (chain.stream().anyMatch(Context.Summarizing.class::isInstance)) {
      report.error(
          section.at("context"),
          "summarizing is for agents alone",
          "write tokenLimited or buffered");
    }
    return chain;
  }
}
