package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shape.Key.required;
import static dev.parley.client.teamfile.Shapes.bare;
import static dev.parley.client.teamfile.Shapes.either;
import static dev.parley.client.teamfile.Shapes.keys;
import static dev.parley.client.teamfile.Shapes.many;
import static dev.parley.client.teamfile.Shapes.option;
import static dev.parley.client.teamfile.Shapes.some;

import java.util.ArrayList;
import java.util.List;

/** The table's part on conditions. */
final class ConditionFormat {

  private static final Shape TOKENS = new Shape.Whole(1, 1_000_000_000_000L);

  private static final Shape PHRASE = new Shape.Text(Shape.Text.Rule.WORDS, 1_000);

  private ConditionFormat() {}

  /** A condition; on edges and triggers {@code otherwise} is one too. */
  static Shape condition(boolean onEdge) {
    Shape self = new Shape.Defined(onEdge ? "edgeCondition" : "condition");
    List<Shape.Option> options = new ArrayList<>();
    options.add(option(optional("maxMessages", Shapes.COUNT, "Messages, the task included.")));
    options.add(option(optional("maxTurns", Shapes.COUNT, "Turns; of two agents, round trips.")));
    options.add(option(optional("timeout", timeout(), "Time.")));
    options.add(option(optional("cost", new Shape.Decimal(true), "Dollars.")));
    options.add(option(optional("tokenUsage", tokens(), "Tokens.")));
    options.add(option(optional("textMention", text("text", PHRASE), "A text that is said.")));
    options.add(
        option(optional("exact", text("text", PHRASE), "A text that is all that is said.")));
    options.add(option(optional("matches", text("regex", Shapes.REGEX), "A regular expression.")));
    options.add(
        option(
            optional("handoff", new Shape.Ref(Shape.Ref.Kind.TARGET), "A handoff to this one.")));
    options.add(
        option(optional("sourceMatch", some(Shapes.AGENT, "names no agent"), "Who has spoken.")));
    options.add(option(optional("functionCall", Shapes.WORDS, "A finished call of this tool.")));
    options.add(option(optional("functional", AgentFormat.FUNCTION, "A function on the workers.")));
    options.add(either(optional("textMessage", Shapes.AGENT, "A text message, of this agent.")));
    options.add(bare("stopMessage"));
    options.add(bare("external"));
    options.add(option(optional("any", some(self, "holds no condition"), "One of these.")));
    options.add(option(optional("all", some(self, "holds no condition"), "All of these.")));
    options.add(option(optional("not", self, "This does not hold.")));
    if (onEdge) {
      options.add(bare("otherwise"));
    }
    return Shapes.choice("condition", options.toArray(Shape.Option[]::new));
  }

  private static Shape timeout() {
    return keys(
            "after",
            required("after", Shapes.TIME, "How long."),
            optional(
                "countWaiting", Shapes.FLAG, "Whether the time spent waiting for people counts."))
        .main("after");
  }

  private static Shape tokens() {
    return keys(
            "total, input or output",
            optional("total", TOKENS, "Tokens in all."),
            optional("input", TOKENS, "Tokens that are sent."),
            optional("output", TOKENS, "Tokens that come back."))
        .main("total");
  }

  private static Shape text(String main, Shape shape) {
    return keys(
            main,
            required(main, shape, "What to look for."),
            optional("sources", many(Shapes.AGENT), "The only agents whose messages count."),
            optional("ignoreCase", Shapes.FLAG, "Whether upper and lower case are the same."))
        .main(main);
  }
}
