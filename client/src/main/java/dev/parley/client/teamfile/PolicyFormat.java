package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shape.Key.required;
import static dev.parley.client.teamfile.Shapes.keys;
import static dev.parley.client.teamfile.Shapes.many;
import static dev.parley.client.teamfile.Shapes.named;
import static dev.parley.client.teamfile.Shapes.oneOf;
import static dev.parley.client.teamfile.Shapes.some;
import static dev.parley.client.teamfile.Shapes.word;

/** The table's part on tools, interceptors, policies, and the people that policies name. */
final class PolicyFormat {

  private static final Shape WHO = some(Shapes.WORDS, "names nobody");

  private PolicyFormat() {}

  static Shape tool() {
    return keys(
        "effect, timeout, approval, mcp, openapi, sql, activity or person",
        optional(
            "effect",
            word("READ", "IDEMPOTENT", "ONCE"),
            "Stricter than the workers', never looser."),
        optional("timeout", Shapes.TIME, "How long one call may take."),
        optional("approval", Shapes.POLICY, "Who approves a call."),
        optional("description", Shapes.WORDS, "What it does, for the model."),
        optional("parameters", new Shape.Free(true), "The JSON Schema of its arguments."),
        optional("team", new Shape.Ref(Shape.Ref.Kind.TEAM), "A team as a tool."),
        optional("agent", Shapes.AGENT, "An agent as a tool."),
        optional("person", Shapes.WORDS, "A person as a tool."),
        optional("policy", Shapes.POLICY, "What if the person does not answer."),
        optional("mcp", Shapes.WORDS, "A server that the workers have."),
        optional("openapi", Shapes.WORDS, "An interface that the workers have."),
        optional("sql", Shapes.WORDS, "A database that the workers have."),
        optional(
            "only", some(Shapes.WORDS, "names no tool"), "Those of its tools that may be used."),
        optional("rows", Shapes.COUNT, "Rows at most."),
        optional("activity", Shapes.WORDS, "A Temporal activity."),
        optional("taskQueue", Shapes.WORDS, "Where it runs."));
  }

  static Shape interceptor() {
    return keys(
            "guard",
            required("guard", Shapes.WORDS, "One that the workers have."),
            optional("at", Shapes.WORDS, "Where it looks, such as toolResult."),
            optional("then", Shapes.WORDS, "What it does, such as ask."),
            optional("policy", Shapes.POLICY, "Who is asked."))
        .main("guard");
  }

  static Shape policy() {
    return keys(
        "who, deadline, then, …",
        optional(
            "when",
            Shapes.WORDS,
            "CEL over args, tool, agent, team, starter, code; left out: always."),
        optional("who", WHO, "People, groups, or starter."),
        optional("quorum", Shapes.COUNT, "How many must agree."),
        optional(
            "stages", some(stage(), "holds no stage"), "One after the other, in place of who."),
        optional("fourEyes", Shapes.FLAG, "Whether the starter may decide nothing, nobody twice."),
        optional("proof", word("said", "token"), "How a decision must be proved."),
        optional(
            "allow",
            some(word("approve", "edit", "reject", "respond", "delegate"), "allows nothing"),
            "Decisions there are."),
        optional("remember", Shapes.FLAG, "Whether an approval may stand for the like."),
        optional("priority", word("low", "normal", "high"), "Where it stands in the inbox."),
        optional("deadline", Shapes.TIME, "How long they have."),
        optional("remind", many(Shapes.TIME), "When they are reminded."),
        optional("then", new Shape.Defined("then"), "What happens at the deadline."),
        optional(
            "inDoubt", new Shape.Defined("policy"), "Who is asked whether an effect happened."));
  }

  private static Shape stage() {
    return keys(
        "who",
        required("who", WHO, "People, groups, or starter."),
        optional("quorum", Shapes.COUNT, "How many must agree."),
        optional("when", Shapes.WORDS, "CEL; left out: always."));
  }

  /** What happens at a deadline. */
  static Shape then() {
    return oneOf(
        word("approve", "reject"),
        keys(
            "respond or escalate",
            optional("respond", Shapes.ANY_TEXT, "The answer that is taken; empty: Enter."),
            optional("escalate", WHO, "Who is asked next."),
            optional("deadline", Shapes.TIME, "How long they have."),
            optional("remind", many(Shapes.TIME), "When they are reminded."),
            optional("then", new Shape.Defined("then"), "What happens after that.")));
  }

  /** The workers' {@code people.yaml}; it is no team file, only the schema knows it. */
  static Shape people() {
    return keys(
        "people, groups or hooks",
        optional("people", named(person()), "People by name."),
        optional("groups", named(WHO), "Groups of them."),
        optional("hooks", named(hook()), "Addresses that notices are sent to."));
  }

  private static Shape person() {
    return keys(
        "email and notify",
        optional("email", Shapes.WORDS, "Where mail goes."),
        optional("notify", many(Shapes.WORDS), "mail, or hooks by name."),
        optional(
            "away",
            keys(
                "until and to",
                required("until", Shapes.WORDS, "A date."),
                optional("to", Shapes.WORDS, "Who stands in.")),
            "When somebody else stands in."));
  }

  private static Shape hook() {
    return keys(
        "url",
        required("url", new Shape.Text(Shape.Text.Rule.ADDRESS, 2_000), "The address."),
        optional("secret", new Shape.Text(Shape.Text.Rule.KEY, 200), "${env:NAME}."));
  }
}
