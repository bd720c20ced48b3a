package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
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
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Reply {

  /** Asks people ({@code starter} is who started the conversation) and takes their answer. */
  record AskHuman(Human mode, List<String> who, @Nullable String policy) implements Reply {
    public AskHuman {
      who = who == null || who.isEmpty() ? List.of("starter") : List.copyOf(who);
    }
  }

  /**
   * Runs the newest code of others that this agent has not answered yet; without any, the next way.
   */
  record ExecuteCode(Executor executor) implements Reply {}

  /**
   * Calls a model.
   *
   * @param model a name in the blueprint's {@code models}
   * @param system what the model is told first
   * @param context what of the conversation the model is sent
   * @param runsOwnCode whether code in the model's reply is run by this agent at once
   */
  record CallModel(
      String model,
      @Nullable String system,
      List<Context> context,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean runsOwnCode)
      implements Reply {
    public CallModel {
      context = context == null ? List.of() : List.copyOf(context);
    }
  }

  /** Always says the same. */
  record Fixed(String text) implements Reply {}

  /** Calls a reply function that the workers registered under this name. */
  record Custom(String function) implements Reply {}
}
