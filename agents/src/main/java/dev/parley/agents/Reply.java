package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way of an agent to reply. An agent has an ordered chain of them, and the first that applies
 * gives the reply (AutoGen's {@code register_reply} chain, as a value).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "way")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reply.AskHuman.class, name = "human"),
  @JsonSubTypes.Type(value = Reply.ExecuteCode.class, name = "code"),
  @JsonSubTypes.Type(value = Reply.CallModel.class, name = "model"),
  @JsonSubTypes.Type(value = Reply.Fixed.class, name = "fixed"),
  @JsonSubTypes.Type(value = Reply.Custom.class, name = "custom"),
  @JsonSubTypes.Type(value = Reply.Nested.class, name = "nested"),
  @JsonSubTypes.Type(value = Reply.InnerTeam.class, name = "team"),
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Reply {

  /**
   * Asks people ({@code starter} is who started the conversation) and takes their answer.
   *
   * @param policy deadline and what happens then
   * @param input what an answer must look like
   */
  record AskHuman(Human mode, List<String> who, @Nullable String policy, @Nullable InputCheck input)
      implements Reply {

    /** Any answer will do. */
    public AskHuman(Human mode, List<String> who, @Nullable String policy) {
      this(mode, who, policy, null);
    }

    public AskHuman {
      who = who == null || who.isEmpty() ? List.of("starter") : List.copyOf(who);
    }
  }

  /**
   * Runs the newest code of others that this agent has not answered yet; without any, the next way.
   *
   * @param approval name of the policy that each run goes by, absent: only the workers'
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ExecuteCode(Executor executor, @Nullable String approval) implements Reply {

    /** Without a policy. */
    public ExecuteCode(Executor executor) {
      this(executor, null);
    }
  }

  /**
   * Calls a model.
   *
   * @param model a name in the blueprint's {@code models}
   * @param system what the model is told first
   * @param context what of the conversation the model is sent
   * @param runsOwnCode whether code in the model's reply is run by this agent at once
   * @param tools names of the tools that it may call
   * @param writes name of the policy that each tool goes by that is not READ
   * @param maxToolIterations rounds of tool calls in one turn, absent: {@link #TOOL_ITERATIONS}
   * @param reflectOnToolUse whether, when those are used up, a model puts the results into words
   * @param handoffs whom it may hand the floor to
   * @param output JSON Schema that its answer must fit, as JSON text; absent: any text will do
   */
  record CallModel(
      String model,
      @Nullable String system,
      List<Context> context,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean runsOwnCode,
      List<String> tools,
      @Nullable String writes,
      @Nullable Integer maxToolIterations,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean reflectOnToolUse,
      List<Handoff> handoffs,
      @Nullable String output)
      implements Reply {

    /** Rounds of tool calls in one turn, where nothing else is said. */
    public static final int TOOL_ITERATIONS = 10;

    /** Without tools. */
    public CallModel(
        String model, @Nullable String system, List<Context> context, boolean runsOwnCode) {
      this(model, system, context, runsOwnCode, List.of(), null, null, false);
    }

    /** One that hands the floor to nobody. */
    public CallModel(
        String model,
        @Nullable String system,
        List<Context> context,
        boolean runsOwnCode,
        List<String> tools,
        @Nullable String writes,
        @Nullable Integer maxToolIterations,
        boolean reflectOnToolUse) {
      this(
          model,
          system,
          context,
          runsOwnCode,
          tools,
          writes,
          maxToolIterations,
          reflectOnToolUse,
          List.of(),
          null);
    }

    public CallModel {
      context = context == null ? List.of() : List.copyOf(context);
      tools = tools == null ? List.of() : List.copyOf(tools);
      handoffs = handoffs == null ? List.of() : List.copyOf(handoffs);
      // What tools say has no form: a model must have the last word.
      reflectOnToolUse = reflectOnToolUse || (output != null && !tools.isEmpty());
      if (maxToolIterations != null && maxToolIterations < 1) {
        throw new IllegalArgumentException(
            "maxToolIterations: must be at least 1, is " + maxToolIterations);
      }
    }

    /** The policy by which a summary stands in place of old messages, if there is one. */
    public Optional<Context.Summarizing> summarizing() {
      return context.stream()
          .filter(Context.Summarizing.class::isInstance)
          .map(Context.Summarizing.class::cast)
          .findFirst();
    }

    /** The same model, told this first. */
    CallModel told(@Nullable String first) {
      return new CallModel(
          model,
          first,
          context,
          runsOwnCode,
          tools,
          writes,
          maxToolIterations,
          reflectOnToolUse,
          handoffs,
          output);
    }

    /** The same with another model. */
    CallModel by(String other) {
      return new CallModel(
          other,
          system,
          context,
          runsOwnCode,
          tools,
          writes,
          maxToolIterations,
          reflectOnToolUse,
          handoffs,
          output);
    }

    /** The same with these policies of context. */
    CallModel within(List<Context> policies) {
      return new CallModel(
          model,
          system,
          policies,
          runsOwnCode,
          tools,
          writes,
          maxToolIterations,
          reflectOnToolUse,
          handoffs,
          output);
    }

    /** The same with these tools. */
    CallModel with(List<String> names) {
      return new CallModel(
          model,
          system,
          context,
          runsOwnCode,
          names,
          writes,
          maxToolIterations,
          reflectOnToolUse,
          handoffs,
          output);
    }

    /** The same with at most so many rounds of tool calls. */
    CallModel rounds(int most, boolean reflect) {
      return new CallModel(
          model, system, context, runsOwnCode, tools, writes, most, reflect, handoffs, output);
    }

    /** The same that may hand the floor to these. */
    CallModel handing(List<Handoff> to) {
      return new CallModel(
          model,
          system,
          context,
          runsOwnCode,
          tools,
          writes,
          maxToolIterations,
          reflectOnToolUse,
          to,
          output);
    }

    /** The same with a policy for every tool that is not READ. */
    CallModel approved(String policy) {
      return new CallModel(
          model,
          system,
          context,
          runsOwnCode,
          tools,
          policy,
          maxToolIterations,
          reflectOnToolUse,
          handoffs,
          output);
    }

    /** The same with a form of its answers. */
    CallModel answering(@Nullable String schema) {
      return new CallModel(
          model,
          system,
          context,
          runsOwnCode,
          tools,
          writes,
          maxToolIterations,
          reflectOnToolUse,
          handoffs,
          schema);
    }
  }

  /** Always says the same. */
  record Fixed(String text) implements Reply {}

  /** Calls a reply function that the workers registered under this name. */
  record Custom(String function) implements Reply {}

  /** Holds chats, conversations of their own; the last one's summary is the reply. */
  record Nested(List<Nest> nests) implements Reply {
    public Nested {
      nests = List.copyOf(nests);
      if (nests.isEmpty()) {
        throw new IllegalArgumentException("nested: holds no chats");
      }
    }
  }

  /**
   * A queue of chats, and what starts it.
   *
   * @param from who must have spoken last, empty: anybody
   * @param when what must have been said, absent: anything
   * @param chats one after the other
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Nest(List<String> from, @Nullable Condition when, List<Chat> chats) {
    public Nest {
      from = from == null ? List.of() : List.copyOf(from);
      chats = chats == null ? List.of() : List.copyOf(chats);
      if (chats.isEmpty()) {
        throw new IllegalArgumentException("nested.chats: holds no chat");
      }
    }
  }

  /**
   * Has a team of the blueprint work in a conversation of its own; a model writes the reply from
   * what was said there (AutoGen's {@code SocietyOfMindAgent}).
   *
   * @param team its name
   * @param model a name in the blueprint's {@code models}
   * @param instruction what the model is told before the team's messages, absent: words of our own
   * @param responsePrompt what it is asked after them, absent: words of our own
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record InnerTeam(
      String team, String model, @Nullable String instruction, @Nullable String responsePrompt)
      implements Reply {}
}
