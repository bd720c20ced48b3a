package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shape.Key.required;
import static dev.parley.client.teamfile.Shapes.choice;
import static dev.parley.client.teamfile.Shapes.either;
import static dev.parley.client.teamfile.Shapes.keys;
import static dev.parley.client.teamfile.Shapes.many;
import static dev.parley.client.teamfile.Shapes.oneOf;
import static dev.parley.client.teamfile.Shapes.option;
import static dev.parley.client.teamfile.Shapes.word;

import java.util.List;

/** The table's part on {@code agents}. */
final class AgentFormat {

  /** The name of a function on the workers. */
  static final Shape FUNCTION = Shapes.NAME;

  private static final Shape CONDITION = new Shape.Defined("condition");

  private AgentFormat() {}

  static Shape agent() {
    return keys(
        "type, or from",
        optional("type", types(), "The preset that it is."),
        optional(
            "from", Shapes.WORDS, "A file, below this one's folder, that holds the agent instead."),
        optional("model", Shapes.MODEL, "An entry of models, or PROVIDER:MODEL."),
        optional("system", Shapes.ANY_TEXT, "What the model is told first."),
        optional(
            "description",
            Shapes.ANY_TEXT,
            "What others are told about it; left out: the start of system."),
        optional("executor", new Shape.Defined("executor"), "Where code that it is sent runs."),
        optional(
            "human", word("ALWAYS", "TERMINATE", "NEVER"), "When a person is asked for its reply."),
        optional("who", many(Shapes.WORDS), "People, groups, or starter, who are asked."),
        optional("policy", Shapes.POLICY, "What happens if they do not answer."),
        optional("input", input(), "What an answer must look like."),
        optional("termination", CONDITION, "A message after which it does not reply by itself."),
        optional(
            "maxConsecutiveAutoReply",
            new Shape.Whole(0, Integer.MAX_VALUE),
            "Replies in a row without a person, per peer; 0: never by itself."),
        optional(
            "context", many(new Shape.Defined("context")), "What of the conversation it is sent."),
        optional("reply", function(), "A reply function that the workers registered."),
        optional("defaultReply", Shapes.WORDS, "What it says when nothing else applies."),
        optional("tools", many(Shapes.WORDS), "Tools that its model may call."),
        optional("handoffs", many(handoff()), "Whom its model may hand over to."),
        optional("sees", sees(), "The only messages it sees, by author, beside its own."),
        optional("nested", many(nested()), "Chats that it holds to find its reply."),
        optional("approval", approval(), "Policies for its tools and its code."),
        optional("maxToolIterations", Shapes.COUNT, "Rounds of tool calls in one turn."),
        optional("reflectOnToolUse", Shapes.FLAG, "Whether a model puts tool results into words."),
        optional("output", output(), "The form of its answer."),
        optional("lane", word("activity", "auto"), "How its effects run."),
        optional("team", new Shape.Ref(Shape.Ref.Kind.TEAM), "The team that speaks as this agent."),
        optional("instruction", Shapes.WORDS, "Before the inner team's messages."),
        optional("responsePrompt", Shapes.WORDS, "After them: what to answer."));
  }

  private static Shape types() {
    return word(
        List.of(
            "ConversableAgent",
            "AssistantAgent",
            "CodeExecutorAgent",
            "UserProxyAgent",
            "SocietyOfMindAgent"),
        List.of("FileSurfer", "MagenticOneCoderAgent"));
  }

  /** {@code docker}, or a map. */
  static Shape executor() {
    return keys(
            "type, image, network, packages and limits",
            optional(
                "type",
                word("docker", "bubblewrap", "local"),
                "The sandbox; left out: Docker, else bubblewrap, never local."),
            optional("image", Shapes.WORDS, "Container image."),
            optional("network", Shapes.FLAG, "Whether the code may open connections."),
            optional("packages", many(Shapes.WORDS), "Python packages in a derived image."),
            optional("memory", new Shape.Size(1L << 50), "Memory, such as 512MB."),
            optional("cpus", new Shape.Decimal(true), "Processors."),
            optional("timeout", Shapes.TIME, "How long one run may take."),
            optional(
                "output",
                new Shape.Size(1L << 30),
                "Output that becomes words; the rest is a file."))
        .main("type");
  }

  static Shape context() {
    return choice(
        "context",
        Shapes.bare("unbounded"),
        option(optional("buffered", Shapes.COUNT, "The last messages, at most so many.")),
        option(optional("headAndTail", headAndTail(), "The first and the last messages.")),
        option(
            optional("tokenLimited", Shapes.COUNT, "The task and the newest messages, in tokens.")),
        option(optional("summarizing", summarizing(), "A summary in place of old messages.")));
  }

  private static Shape headAndTail() {
    return keys(
        "head and tail",
        required("head", Shapes.COUNT, "Messages from the start."),
        required("tail", Shapes.COUNT, "Messages from the end."));
  }

  private static Shape summarizing() {
    return keys(
        "model, above and keepLast",
        optional("model", Shapes.MODEL, "The model that sums up; left out: the agent's own."),
        required("above", Shapes.COUNT, "Tokens above which it does."),
        optional("keepLast", Shapes.COUNT, "Messages that stay as they are. Default 10."));
  }

  static Shape summary() {
    return choice(
        "summary",
        Shapes.bare("lastMessage"),
        either(optional("reflection", Shapes.WORDS, "A model's answer to this prompt.")),
        option(optional("function", FUNCTION, "What a function on the workers makes of it.")));
  }

  /** {@code { function: NAME }}, or the name. */
  static Shape.Keys function() {
    return keys("function", required("function", FUNCTION, "Registered on the workers."))
        .main("function");
  }

  /** A text, or {@code { function: NAME }}. */
  private static Shape message() {
    return oneOf(
        Shapes.WORDS,
        keys("function", required("function", FUNCTION, "Registered on the workers.")));
  }

  private static Shape input() {
    return keys(
        "matches, choices or schema",
        optional("matches", Shapes.REGEX, "What an answer must match."),
        optional("choices", Shapes.some(Shapes.WORDS, "holds no choice"), "The answers there are."),
        optional("schema", new Shape.Free(true), "A JSON Schema."),
        optional(
            "attempts",
            Shapes.COUNT,
            "How many answers may be given; then the policy's `then` acts at once. Default 3."));
  }

  private static Shape handoff() {
    return keys(
            "to and description",
            required("to", new Shape.Ref(Shape.Ref.Kind.TARGET), "Whom to."),
            optional("description", Shapes.WORDS, "When, for the model."))
        .main("to");
  }

  private static Shape sees() {
    Shape which =
        keys(
                "last or first",
                optional("last", Shapes.COUNT, "Only its last messages."),
                optional("first", Shapes.COUNT, "Only its first messages."))
            .main("last");
    return new Shape.Named(Shape.Named.Keyed.SPEAKER, which, 100);
  }

  private static Shape nested() {
    return keys(
        "trigger and chats",
        required("trigger", trigger(), "What starts them."),
        required(
            "chats",
            Shapes.some(new Shape.Defined("chat"), "holds no chat"),
            "One after the other; the last one's summary is the reply."));
  }

  private static Shape trigger() {
    return keys(
            "from or when",
            optional("from", many(Shapes.AGENT), "Who must have spoken."),
            optional("when", new Shape.Defined("edgeCondition"), "What must have been said."))
        .main("from");
  }

  private static Shape approval() {
    return keys(
        "writes or code",
        optional("writes", Shapes.POLICY, "For every tool that is not READ."),
        optional("code", Shapes.POLICY, "For every code run."));
  }

  private static Shape output() {
    return keys(
        "schema", required("schema", new Shape.Free(true), "The JSON Schema of its answer."));
  }

  /** A chat of {@code SequentialChats} or of {@code nested}. */
  static Shape chat() {
    return keys(
        "recipient and message",
        optional("id", Shapes.NAME, "How others name it."),
        optional("sender", Shapes.AGENT, "Who opens it."),
        required("recipient", new Shape.Ref(Shape.Ref.Kind.MEMBER), "Who answers."),
        optional("message", message(), "What it opens with."),
        optional("maxTurns", Shapes.COUNT, "Round trips at most."),
        optional("termination", CONDITION, "When it ends."),
        optional("summary", new Shape.Defined("summary"), "What it comes to."),
        optional("carryover", carryover(), "What it is told of the chats before."),
        optional("after", many(Shapes.NAME), "Chats that must have finished."));
  }

  private static Shape carryover() {
    return keys(
            "from or text",
            optional("from", many(Shapes.NAME), "Chats; left out: all that finished before."),
            optional("text", Shapes.WORDS, "Text to add."))
        .main("text");
  }
}
