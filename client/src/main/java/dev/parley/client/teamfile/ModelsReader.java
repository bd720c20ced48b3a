package dev.parley.client.teamfile;

import dev.parley.agents.ModelSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the models, with those of the command line in place of the file's. */
final class ModelsReader {

  private final Report report;
  private final ReadOptions options;
  private final Place file;

  ModelsReader(Report report, ReadOptions options, Place file) {
    this.report = report;
    this.options = options;
    this.file = file;
  }

  /** The entries of {@code models}. */
  SequencedMap<String, ModelSpec> read(Section root) {
    checkOptions(root);
    SequencedMap<String, ModelSpec> models = new LinkedHashMap<>();
    root.section("models")
        .ifPresent(
            section ->
                section
                    .values()
                    .forEach(
                        (name, value) -> one(name, value).ifPresent(m -> models.put(name, m))));
    models.replaceAll((name, spec) -> instead(name).orElse(spec));
    return models;
  }

  /** The model that an agent names, or what the command line puts in its place. */
  String named(String model, SequencedMap<String, ModelSpec> models) {
    return models.containsKey(model) ? model : options.everyModel().orElse(model);
  }

  /** The model of the command line that every agent gets, if there is one. */
  Optional<String> forEveryAgent() {
    return options.everyModel();
  }

  private Optional<ModelSpec> instead(String name) {
    return Optional.ofNullable(options.models().get(name))
        .or(options::everyModel)
        .filter(Providers::isModel)
        .map(ModelSpec::parse);
  }

  private void checkOptions(Section root) {
    var names = root.section("models").map(s -> List.copyOf(s.places().keySet())).orElse(List.of());
    options.everyModel().ifPresent(written -> checkModel("--model " + Shown.key(written), written));
    options
        .models()
        .forEach(
            (name, written) -> {
              checkModel("--model %s=%s".formatted(Shown.key(name), Shown.key(written)), written);
              if (!names.contains(name)) {
                report.error(
                    file,
                    "--model %s=…: models has no %s".formatted(Shown.key(name), Shown.quote(name)),
                    Suggestion.of(name, names));
              }
            });
  }

  private void checkModel(String option, String written) {
    if (!Providers.isModel(written)) {
      report.error(file, option + ": is no model", "write PROVIDER:MODEL, e.g. openai:gpt-4o");
    }
  }

  private Optional<ModelSpec> one(String name, Value value) {
    if (value instanceof Section section) {
      return full(name, section);
    }
    return value instanceof Value.Text text ? brief(text) : Optional.empty();
  }

  private Optional<ModelSpec> brief(Value.Text text) {
    if (!Providers.isModel(text.text())) {
      report.error(
          text.place(),
          "%s is no model".formatted(Shown.quote(text.text())),
          "write PROVIDER:MODEL, e.g. openai:gpt-4o");
      return Optional.empty();
    }
    Providers.check(text.text(), text.place(), report);
    ModelSpec spec = ModelSpec.parse(text.text());
    if (spec.provider().equals(ModelSpec.SCRIPTED)) {
      report.error(
          text.place(), "a scripted model has no replies", "write provider: scripted and replies");
      return Optional.empty();
    }
    return Optional.of(spec);
  }

  private Optional<ModelSpec> full(String name, Section section) {
    String provider = section.text("provider").orElse("");
    boolean scripted = provider.equals(ModelSpec.SCRIPTED);
    checkWhole(section, provider, scripted);
    String model = section.text("model").orElse(scripted ? name : "");
    if (provider.isEmpty() || model.isEmpty()) {
      return Optional.empty();
    }
    var replies = new ReplyReader(report);
    return Optional.of(
        new ModelSpec(
            provider,
            model,
            section.number("temperature").map(Number::doubleValue).orElse(null),
            section.whole("maxTokens").orElse(null),
            section.time("timeout").orElse(null),
            section.text("baseUrl").orElse(null),
            headers(section),
            section.text("apiKey").orElse(null),
            section.section("retry").map(ModelsReader::retry).orElse(null),
            price(section),
            section.items("replies").stream().map(replies::read).flatMap(Optional::stream).toList(),
            fallback(name, section)));
  }

  private ModelSpec.@Nullable Fallback fallback(String name, Section section) {
    List<String> to = section.texts("fallback");
    if (to.isEmpty()) {
      if (section.has("fallbackOn") && !section.broken()) {
        report.error(
            section.at("fallbackOn"),
            "means nothing without fallback",
            "name other models, or take it out");
      }
      return null;
    }
    Set<String> before = new HashSet<>(Set.of(name));
    for (String next : to) {
      if (!before.add(next)) {
        report.error(
            section.at("fallback"),
            "%s has had its turn by then".formatted(Shown.quote(next)),
            "name each model once, and not the one that falls back");
        return null;
      }
    }
    return new ModelSpec.Fallback(to, section.texts("fallbackOn"));
  }

  private void checkWhole(Section section, String provider, boolean scripted) {
    if (!provider.isEmpty()) {
      Providers.checkName(provider, section.at("provider"), report);
    }
    if (section.broken()) {
      return;
    }
    if (provider.isEmpty()) {
      report.error(section.place(), "has no provider", "write provider: openai, or another one");
    } else if (!scripted && !section.has("model")) {
      report.error(section.place(), "has no model", "write the provider's name of the model");
    }
    if (scripted != section.has("replies") && !provider.isEmpty()) {
      report.error(
          scripted ? section.place() : section.at("replies"),
          scripted ? "a scripted model has no replies" : "replies are for provider: scripted",
          scripted ? "write them under replies" : "take them out");
    }
  }

  private static Map<String, String> headers(Section section) {
    Map<String, String> headers = new LinkedHashMap<>();
    section
        .section("headers")
        .ifPresent(
            all ->
                all.values()
                    .forEach(
                        (name, value) -> {
                          if (value instanceof Value.Text text) {
                            headers.put(name, text.text());
                          }
                        }));
    return headers;
  }

  private static ModelSpec.Retry retry(Section section) {
    return new ModelSpec.Retry(
        section.whole("attempts").orElse(null), section.time("within").orElse(null));
  }

  private static ModelSpec.@Nullable Price price(Section section) {
    return section
        .section("price")
        .filter(p -> p.number("input").isPresent() && p.number("output").isPresent())
        .map(
            p ->
                new ModelSpec.Price(
                    p.number("input").orElseThrow(),
                    p.number("cached").orElse(null),
                    p.number("output").orElseThrow()))
        .orElse(null);
  }
}
