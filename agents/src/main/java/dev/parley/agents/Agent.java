package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A participant: a name, a description and an ordered chain of ways to reply. Every type of
 * AutoGen's family is a preset of this one, so an agent can be a model, a person, code, or any mix.
 *
 * @param name see {@link Names}
 * @param type the preset it was made from, kept for people to read
 * @param description what others are told about it; empty: nothing
 * @param replies the ways to reply, tried in order
 * @param termination a message of the others after which this agent does not reply by itself
 * @param maxConsecutiveAutoReply replies in a row without a person, absent: no limit
 * @param lane how its model calls and code runs are called, absent: {@link Lane#ACTIVITY}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Agent(
    String name,
    Type type,
    String description,
    List<Reply> replies,
    @Nullable Condition termination,
    @Nullable Integer maxConsecutiveAutoReply,
    @Nullable Lane lane) {

  /** The presets. */
  public enum Type {
    /** The general agent: whatever ways its keys name. */
    ConversableAgent,
    /** A model. */
    AssistantAgent,
    /** Runs the code that others write. */
    CodeExecutorAgent,
    /** Stands in for a person: asks, runs code, or says a fixed text. */
    UserProxyAgent,
    /** Lets a team work, and answers in its place. */
    SocietyOfMindAgent
  }

  /** How effects are called. */
  public enum Lane {
    /** Each is an activity, visible in the Temporal UI. */
    ACTIVITY,
    /** Each begins inside the conversation's own worker; one that is slow becomes an activity. */
    AUTO
  }

  /**
   * What an agent says that has nothing else to say. The word TERMINATE is not in it: it would end
   * every team whose condition mentions that word.
   */
  public static final String DEFAULT_REPLY =
      "Please go on. If everything that was asked is done, end as you were told to.";

  public Agent {
    if (!(type == Type.UserProxyAgent && name.equals(Names.USER))) {
      var unused = Names.check("agents", name);
      if (Names.RESERVED.contains(name)) {
        throw new IllegalArgumentException(
            "agents.%s: the name is reserved; call the agent something else".formatted(name));
      }
    }
    replies = List.copyOf(replies);
    if (replies.isEmpty()) {
      throw new IllegalArgumentException(
          "agents.%s: has no way to reply; give it a model, an executor, human, reply, nested or defaultReply"
              .formatted(name));
    }
    if (maxConsecutiveAutoReply != null && maxConsecutiveAutoReply < 0) {
      throw new IllegalArgumentException(
          "agents.%s.maxConsecutiveAutoReply: must not be negative, is %d"
              .formatted(name, maxConsecutiveAutoReply));
    }
    description = description == null ? "" : description;
    // Agents that do the same are equal, and have the same digest.
    lane = lane == Lane.ACTIVITY ? null : lane;
  }

  /** An agent in the default lane. */
  public Agent(
      String name,
      Type type,
      String description,
      List<Reply> replies,
      @Nullable Condition termination,
      @Nullable Integer maxConsecutiveAutoReply) {
    this(name, type, description, replies, termination, maxConsecutiveAutoReply, null);
  }

  /** An agent that replies with a model. */
  public static Agent assistant(String name) {
    return new Agent(
        name,
        Type.AssistantAgent,
        "",
        List.of(new Reply.CallModel(Team.DEFAULT_MODEL, null, List.of(), false)),
        null,
        null);
  }

  /** An agent that runs the code others write, in the worker's default sandbox. */
  public static Agent codeExecutor(String name) {
    return new Agent(
        name,
        Type.CodeExecutorAgent,
        "",
        List.of(new Reply.ExecuteCode(Executor.DEFAULT)),
        null,
        null);
  }

  /** An agent for which a team works, whose name the blueprint knows. */
  public static Agent societyOfMind(String name, String team) {
    return new Agent(
        name,
        Type.SocietyOfMindAgent,
        "",
        List.of(new Reply.InnerTeam(team, Team.DEFAULT_MODEL, null, null)),
        null,
        null);
  }

  /** An agent that stands in for a person. */
  public static Agent userProxy(String name, Human mode) {
    return new Agent(
        name,
        Type.UserProxyAgent,
        "",
        List.of(new Reply.AskHuman(mode, List.of("starter"), null), new Reply.Fixed(DEFAULT_REPLY)),
        null,
        null);
  }

  /** The way of the given kind, if the chain has one. */
  public <R extends Reply> Optional<R> way(Class<R> kind) {
    return replies.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** The models that it names: the one that replies, and one that sums up for it. */
  public Stream<String> models() {
    return way(Reply.CallModel.class).stream()
        .flatMap(
            call ->
                Stream.concat(
                    Stream.of(call.model()),
                    call.summarizing().map(Context.Summarizing::model).stream()));
  }

  /** With a model: one that the team defines, or {@code PROVIDER:MODEL}. */
  public Agent model(String model) {
    return withCall(call -> call.by(model));
  }

  /** With what the model is told first. */
  public Agent system(String system) {
    return withCall(call -> call.told(system));
  }

  /** With what of the conversation the model is sent. */
  public Agent context(Context... context) {
    return withCall(call -> call.within(List.of(context)));
  }

  /** With tools that its model may call, by the names under which workers have them. */
  public Agent tools(String... names) {
    return withCall(call -> call.with(List.of(names)));
  }

  /**
   * With at most so many rounds of tool calls in one turn.
   *
   * @param reflect whether a model puts the results into words when they are used up; else the
   *     results themselves are the reply
   */
  public Agent toolRounds(int most, boolean reflect) {
    return withCall(call -> call.rounds(most, reflect));
  }

  /** With those to whom its model may hand the floor: participants, or {@code user}. */
  public Agent handoffs(String... to) {
    return withCall(call -> call.handing(Stream.of(to).map(Handoff::to).toList()));
  }

  /**
   * With a form of its model's answers: JSON that fits.
   *
   * @param schema JSON Schema, as JSON text
   */
  public Agent output(String schema) {
    return withCall(call -> call.answering(schema));
  }

  /** With answers that are JSON of this record. */
  public Agent output(Class<? extends Record> type) {
    return output(RecordSchema.of(type));
  }

  /** With a policy of the blueprint for every tool that does more than read. */
  public Agent approveWrites(String policy) {
    return withCall(call -> call.approved(policy));
  }

  /** With a policy of the blueprint for every code run. */
  public Agent approveCode(String policy) {
    Executor executor =
        way(Reply.ExecuteCode.class).map(Reply.ExecuteCode::executor).orElse(Executor.DEFAULT);
    return with(new Reply.ExecuteCode(executor, policy));
  }

  /** With code run in a Docker container. */
  public Agent docker() {
    return executor(Executor.DEFAULT.in(Executor.Type.DOCKER));
  }

  /** With code run as the executor says, before any model is asked. */
  public Agent executor(Executor executor) {
    String approval = way(Reply.ExecuteCode.class).map(Reply.ExecuteCode::approval).orElse(null);
    return with(new Reply.ExecuteCode(executor, approval));
  }

  /** With a description for the others. */
  public Agent description(String text) {
    return new Agent(name, type, text, replies, termination, maxConsecutiveAutoReply, lane);
  }

  /** With a message of the others after which it does not reply by itself. */
  public Agent termination(Condition condition) {
    return new Agent(name, type, description, replies, condition, maxConsecutiveAutoReply, lane);
  }

  /** With a limit of replies in a row without a person; 0: never by itself. */
  public Agent maxConsecutiveAutoReply(int limit) {
    return new Agent(name, type, description, replies, termination, limit, lane);
  }

  /** With model calls and code runs called in this way. */
  public Agent lane(Lane other) {
    return new Agent(name, type, description, replies, termination, maxConsecutiveAutoReply, other);
  }

  /** With a way to reply, in the place that ways of its kind have in the chain. */
  public Agent with(Reply way) {
    var chain = new ArrayList<>(replies);
    chain.removeIf(other -> other.getClass() == way.getClass());
    chain.add(way);
    chain.sort(java.util.Comparator.comparingInt(Agent::place));
    return new Agent(name, type, description, chain, termination, maxConsecutiveAutoReply, lane);
  }

  /** AutoGen's effective order of its built-in reply functions. */
  private static int place(Reply way) {
    return switch (way) {
      case Reply.AskHuman human -> 0;
      case Reply.Custom custom -> 1;
      case Reply.Nested nested -> 2;
      case Reply.InnerTeam team -> 3;
      case Reply.ExecuteCode code -> 4;
      case Reply.CallModel model -> 5;
      case Reply.Fixed fixed -> 6;
    };
  }

  /** A model that is added to what runs code writes code for itself, as in a team file. */
  private boolean runsOwnCode() {
    return type == Type.CodeExecutorAgent;
  }

  /** With chats that it holds to find its reply, when one of these agents has spoken. */
  public Agent nested(List<String> from, Chat... chats) {
    var nests = new ArrayList<>(way(Reply.Nested.class).map(Reply.Nested::nests).orElse(List.of()));
    nests.add(new Reply.Nest(from, null, List.of(chats)));
    return with(new Reply.Nested(nests));
  }

  private Agent withCall(UnaryOperator<Reply.CallModel> change) {
    Reply.CallModel call =
        way(Reply.CallModel.class)
            .orElse(new Reply.CallModel(Team.DEFAULT_MODEL, null, List.of(), runsOwnCode()));
    return with(change.apply(call));
  }
}
