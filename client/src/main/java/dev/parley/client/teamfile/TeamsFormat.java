package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shape.Key.required;
import static dev.parley.client.teamfile.Shapes.bare;
import static dev.parley.client.teamfile.Shapes.choice;
import static dev.parley.client.teamfile.Shapes.keys;
import static dev.parley.client.teamfile.Shapes.many;
import static dev.parley.client.teamfile.Shapes.oneOf;
import static dev.parley.client.teamfile.Shapes.option;
import static dev.parley.client.teamfile.Shapes.some;
import static dev.parley.client.teamfile.Shapes.word;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table's part on {@code team} and {@code teams}. */
final class TeamsFormat {

  private static final Shape MEMBER = new Shape.Ref(Shape.Ref.Kind.MEMBER);
  private static final Shape NODE = new Shape.Ref(Shape.Ref.Kind.NODE);
  private static final Shape AFTER = new Shape.Named(Shape.Named.Keyed.AGENT, many(MEMBER), 100);

  private TeamsFormat() {}

  static Shape team() {
    Shape.Word types =
        word(
            List.of(
                "TwoAgentChat",
                "RoundRobinGroupChat",
                "SelectorGroupChat",
                "Swarm",
                "GraphFlow",
                "ConcurrentChats",
                "SequentialChats"),
            List.of("MagenticOneGroupChat"));
    Map<String, Shape.Keys> keys = new LinkedHashMap<>();
    keys.put("TwoAgentChat", twoAgents(types));
    keys.put("RoundRobinGroupChat", team(types, participants()));
    keys.put("SelectorGroupChat", selectorTeam(types));
    keys.put(
        "Swarm",
        team(types, participants(), optional("user", user(), "Who a handoff to user asks.")));
    keys.put("GraphFlow", graph(types));
    keys.put(
        "MagenticOneGroupChat",
        team(types, participants(), required("orchestrator", orchestrator(), "Who leads it.")));
    keys.put("SequentialChats", sequential(types));
    keys.put("ConcurrentChats", concurrent(types));
    return new Shape.Typed("type", types, keys);
  }

  private static Shape.Keys team(Shape.Word types, Shape.Key... own) {
    List<Shape.Key> all = new ArrayList<>();
    all.add(required("type", types, "How they take turns."));
    all.addAll(Arrays.asList(own));
    all.add(optional("maxTurns", Shapes.COUNT, "Turns at most; of two agents, round trips."));
    all.add(optional("termination", new Shape.Defined("condition"), "When it ends."));
    return keys("type", all.toArray(Shape.Key[]::new));
  }

  private static Shape.Key participants() {
    return required("participants", some(MEMBER, "the team is empty"), "Who speaks.");
  }

  private static Shape.Keys twoAgents(Shape.Word types) {
    return team(
        types,
        required("initiator", Shapes.AGENT, "Whose first message the task is."),
        required("recipient", Shapes.AGENT, "Who answers first."),
        optional("summary", new Shape.Defined("summary"), "What it comes to."));
  }

  private static Shape.Keys selectorTeam(Shape.Word types) {
    return team(
        types,
        participants(),
        optional("selector", selector(), "Who chooses the next speaker, and how."),
        optional("allowRepeatedSpeaker", Shapes.FLAG, "Whether one may speak twice in a row."),
        optional("transitions", transitions(), "Who may speak after whom."),
        optional(
            "introductions", Shapes.FLAG, "Whether they are told of each other at the start."));
  }

  private static Shape selector() {
    return keys(
            "method, model, prompt, …",
            optional("method", method(), "Who or what chooses."),
            optional("who", many(Shapes.WORDS), "Who is asked; for manual."),
            optional("policy", Shapes.POLICY, "What if they do not answer; for manual."),
            optional("seed", new Shape.Whole(Long.MIN_VALUE, Long.MAX_VALUE), "For random."),
            optional("model", Shapes.MODEL, "The model that chooses."),
            optional("prompt", Shapes.WORDS, "What it is asked."),
            optional(
                "context", many(new Shape.Defined("context")), "What it sees of the conversation."),
            optional("candidates", AgentFormat.function(), "A function that narrows the choice."),
            optional("attempts", Shapes.COUNT, "How often it is asked."),
            optional(
                "fallback", word("previous", "next", "first"), "Who speaks if it names nobody."))
        .main("method");
  }

  private static Shape method() {
    return choice(
        "method",
        bare("auto"),
        bare("manual"),
        bare("random"),
        bare("roundRobin"),
        option(optional("function", AgentFormat.FUNCTION, "A function on the workers.")));
  }

  private static Shape transitions() {
    return keys(
        "allowed or disallowed",
        optional("allowed", AFTER, "After whom only these may speak."),
        optional("disallowed", AFTER, "After whom these may not speak."));
  }

  private static Shape user() {
    return keys(
            "who and policy",
            optional("who", many(Shapes.WORDS), "People, groups, or starter."),
            optional("policy", Shapes.POLICY, "What if they do not answer."))
        .main("who");
  }

  private static Shape.Keys graph(Shape.Word types) {
    Shape join = word("all", "any");
    return team(
        types,
        participants(),
        optional("start", many(NODE), "Where it starts; left out: where no edge leads."),
        required("edges", some(edge(), "the graph has no edge"), "Who speaks after whom."),
        optional(
            "joins",
            new Shape.Named(
                Shape.Named.Keyed.AGENT,
                oneOf(join, new Shape.Named(Shape.Named.Keyed.NAME, join, 100)),
                100),
            "Whether all edges must have come, or any; also by group."));
  }

  private static Shape edge() {
    return keys(
        "from and to",
        required("from", some(NODE, "names no agent"), "After whom."),
        required("to", some(NODE, "names no agent"), "Who; several speak in parallel."),
        optional("when", new Shape.Defined("edgeCondition"), "What must have been said."),
        optional("group", Shapes.NAME, "For joins."));
  }

  private static Shape orchestrator() {
    return keys(
            "model, maxStalls, …",
            optional("model", Shapes.MODEL, "The model that leads."),
            optional("maxStalls", Shapes.COUNT, "Rounds without progress before a new plan."),
            optional("maxResets", Shapes.COUNT, "New plans at most."),
            optional(
                "attempts", Shapes.COUNT, "How often an unreadable ledger is asked for again."),
            optional("approval", Shapes.POLICY, "Who approves the plan."),
            optional("finalAnswerPrompt", Shapes.WORDS, "What is asked at the end."))
        .main("model");
  }

  private static Shape.Keys sequential(Shape.Word types) {
    return team(
        types,
        optional("sender", Shapes.AGENT, "Who opens every chat that names no sender."),
        required(
            "chats", some(new Shape.Defined("chat"), "the team is empty"), "One after the other."));
  }

  private static Shape.Keys concurrent(Shape.Word types) {
    return team(
        types,
        participants(),
        optional("rounds", Shapes.COUNT, "Each sees the answers of the round before."),
        optional("aggregate", aggregate(), "What is made of the answers."));
  }

  private static Shape aggregate() {
    return choice(
        "way to aggregate",
        bare("majority"),
        bare("all"),
        option(optional("agent", Shapes.AGENT, "An agent that does it.")),
        option(optional("function", AgentFormat.FUNCTION, "A function on the workers.")));
  }
}
