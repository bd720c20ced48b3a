package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shape.Key.required;
import static dev.parley.client.teamfile.Shapes.keys;
import static dev.parley.client.teamfile.Shapes.many;
import static dev.parley.client.teamfile.Shapes.oneOf;
import static dev.parley.client.teamfile.Shapes.word;

/** The table's part on {@code models}. */
final class ModelFormat {

  private static final Shape FROM_ZERO = new Shape.Whole(0, 1_000_000_000_000L);

  private ModelFormat() {}

  /** {@code PROVIDER:MODEL}, or a map. */
  static Shape model() {
    Shape.Keys keys =
        keys(
            "provider and model",
            optional("provider", Shapes.WORDS, "openai, ollama, scripted, …"),
            optional("model", Shapes.WORDS, "The provider's name of the model."),
            optional("temperature", new Shape.Decimal(false), "Randomness."),
            optional("maxTokens", Shapes.COUNT, "Longest reply."),
            optional("timeout", Shapes.TIME, "How long one call may take in all."),
            optional(
                "baseUrl",
                new Shape.Text(Shape.Text.Rule.ADDRESS, 2_000),
                "Where an OpenAI-compatible endpoint is."),
            optional(
                "headers",
                new Shape.Named(
                    Shape.Named.Keyed.ANY, new Shape.Text(Shape.Text.Rule.HEADER, 8_000), 50),
                "Further headers; values may hold ${env:NAME}."),
            optional(
                "apiKey",
                new Shape.Text(Shape.Text.Rule.KEY, 200),
                "${env:NAME}: a variable of the workers."),
            optional("retry", retry(), "How often the same call is tried."),
            optional("fallback", many(Shapes.MODEL), "Models to try next."),
            optional(
                "fallbackOn",
                many(word("rateLimit", "serverError", "timeout", "network", "badOutput")),
                "Failures after which the next model is tried."),
            optional("price", price(), "Dollars per million tokens, instead of the price table."),
            optional(
                "replies",
                Shapes.some(new Shape.Defined("reply"), "holds no reply"),
                "What a scripted model says."));
    return oneOf(Shapes.WORDS, keys);
  }

  private static Shape retry() {
    return keys(
            "attempts or within",
            optional("attempts", new Shape.Whole(1, 100), "At most so many, the first included."),
            optional("within", Shapes.TIME, "No longer than this from the first one."))
        .main("attempts");
  }

  private static Shape price() {
    return keys(
        "input and output",
        required("input", new Shape.Decimal(false), "Tokens that are sent."),
        optional(
            "cached", new Shape.Decimal(false), "Sent tokens that the provider had in its cache."),
        required("output", new Shape.Decimal(false), "Tokens that come back."));
  }

  /** One reply of a scripted model. */
  static Shape reply() {
    Shape say = new Shape.Text(Shape.Text.Rule.ANY, Source.LARGEST);
    return keys(
            "say, or another kind of reply",
            optional("when", Shapes.WORDS, "Text that the last message must hold."),
            optional("agent", Shapes.AGENT, "The only agent that gets it."),
            optional(
                "times",
                oneOf(word("any"), Shapes.COUNT),
                "How often it may be used: a number or any."),
            optional("say", say, "The reply."),
            optional("thought", say, "Reasoning text that comes with it."),
            optional("delay", new Shape.Time(false), "How long the model takes."),
            optional("usage", usage(), "Tokens to report."),
            optional("fail", fail(), "Instead of a reply: how the attempt fails."),
            optional("calls", Shapes.some(call(), "holds no call"), "Tool calls."),
            optional("json", new Shape.Free(false), "A reply in JSON."),
            optional("handoff", new Shape.Ref(Shape.Ref.Kind.TARGET), "Whom it hands over to."))
        .main("say");
  }

  private static Shape call() {
    return keys(
        "tool and arguments",
        required("tool", Shapes.WORDS, "The tool's name."),
        optional(
            "arguments",
            oneOf(new Shape.Free(true), Shapes.ANY_TEXT),
            "Its arguments; a text is sent as it is, for a model that makes mistakes."));
  }

  private static Shape usage() {
    return keys(
        "input and output",
        optional("input", FROM_ZERO, "Tokens that were sent."),
        optional("output", FROM_ZERO, "Tokens that came back."),
        optional("cached", FROM_ZERO, "Sent tokens from the provider's cache."),
        optional("reasoning", FROM_ZERO, "Tokens of output that were not shown."));
  }

  private static Shape fail() {
    return keys(
            "status",
            required("status", new Shape.Whole(100, 599), "The HTTP status."),
            optional("retryAfter", new Shape.Time(false), "When to try again."))
        .main("status");
  }
}
