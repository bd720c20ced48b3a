package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.later;
import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shape.Key.required;
import static dev.parley.client.teamfile.Shapes.many;
import static dev.parley.client.teamfile.Shapes.named;
import static dev.parley.client.teamfile.Shapes.oneOf;
import static dev.parley.client.teamfile.Shapes.word;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The one table of what a team file may hold. The reader and the JSON Schema are both made of it.
 */
final class TeamFormat {

  private static final Shape RAW = new Shape.Text(Shape.Text.Rule.RAW, Shapes.LONGEST);

  private static final SequencedMap<String, Shape> SHAPES = shapes();

  private TeamFormat() {}

  /** A shape by its name in the table: {@code file}, {@code agent}, {@code condition}, … */
  static Shape shape(String name) {
    Shape shape = SHAPES.get(name);
    if (shape == null) {
      throw new IllegalStateException("the table has no shape " + name);
    }
    return shape;
  }

  /** All shapes that have names. */
  static SequencedMap<String, Shape> all() {
    return SHAPES;
  }

  private static SequencedMap<String, Shape> shapes() {
    SequencedMap<String, Shape> all = new LinkedHashMap<>();
    all.put("file", file());
    all.put("model", ModelFormat.model());
    all.put("reply", ModelFormat.reply());
    all.put("agent", AgentFormat.agent());
    all.put("chat", AgentFormat.chat());
    all.put("executor", AgentFormat.executor());
    all.put("context", AgentFormat.context());
    all.put("summary", AgentFormat.summary());
    all.put("team", TeamsFormat.team());
    all.put("condition", ConditionFormat.condition(false));
    all.put("edgeCondition", ConditionFormat.condition(true));
    all.put("tool", PolicyFormat.tool());
    all.put("interceptor", PolicyFormat.interceptor());
    all.put("policy", PolicyFormat.policy());
    all.put("then", PolicyFormat.then());
    all.put("people", PolicyFormat.people());
    return Collections.unmodifiableSequencedMap(all);
  }

  private static Shape file() {
    return Shapes.keys(
        "name, agents and team",
        optional("$schema", RAW, "The schema that editors check a JSON file with."),
        required("name", Shapes.NAME, "Of the whole; conversations take their ids from it."),
        optional("description", Shapes.ANY_TEXT, "What it is for, for people."),
        optional(
            "vars",
            named(oneOf(RAW, new Shape.Decimal(false), Shapes.FLAG)),
            "Values for ${NAME} in texts; --var goes before them."),
        optional(
            "models", named(new Shape.Defined("model")), "Models by the names that agents use."),
        optional(
            "tools",
            named(new Shape.Defined("tool")),
            "What differs from what the workers say about their tools."),
        later("interceptors", many(new Shape.Defined("interceptor")), "What looks at what passes."),
        optional(
            "policies",
            named(new Shape.Defined("policy")),
            "Who is asked, and what if nobody answers."),
        required(
            "agents",
            new Shape.Named(Shape.Named.Keyed.NAME, new Shape.Defined("agent"), 100),
            "The agents by name."),
        optional("teams", named(new Shape.Defined("team")), "Teams inside the team."),
        required("team", new Shape.Defined("team"), "How the agents take turns."),
        optional("budget", budget(), "What a conversation may spend."),
        optional(
            "previews",
            word("requests"),
            "The Temporal UI shows what requests ask about, if the workers allow it; it is then in"
                + " Temporal's history."));
  }

  private static Shape budget() {
    return Shapes.keys(
        "modelCalls, tokens or cost",
        optional(
            "modelCalls",
            new Shape.Whole(0, Integer.MAX_VALUE),
            "Number of model calls, selection and summary included."),
        optional(
            "tokens",
            new Shape.Whole(0, 1_000_000_000_000L),
            "Tokens of input and output together."),
        optional("cost", new Shape.Decimal(false), "Dollars."),
        optional("approval", Shapes.POLICY, "Who may raise it; without it the limit ends the run."),
        optional(
            "repeats",
            new Shape.Whole(0, 48),
            "How often the same may be said in a circle; 0: any number. Default 8."));
  }
}
