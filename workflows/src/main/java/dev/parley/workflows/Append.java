package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.parley.agents.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry that needs no work but to be written.
 *
 * @param at where
 * @param what which
 */
public record Append(EffectCall at, What what) {

  /** What is written. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Mailed.class, name = "mail"),
    @JsonSubTypes.Type(value = Typed.class, name = "typed"),
    @JsonSubTypes.Type(value = Happened.class, name = "event"),
    @JsonSubTypes.Type(value = Asked.class, name = "request"),
    @JsonSubTypes.Type(value = Fixed.class, name = "fixed"),
    @JsonSubTypes.Type(value = Settled.class, name = "settled"),
  })
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public sealed interface What {}

  /**
   * Words that are in the store as mail; an answer, if a request is open.
   *
   * @param last whether they are refused if they are not there; else the effect fails as {@link
   *     Effects#ABSENT}
   */
  public record Mailed(String mail, @Nullable String request, @Nullable String agent, boolean last)
      implements What {}

  /** Words that were typed into the Temporal UI. */
  public record Typed(
      String text,
      @Nullable String by,
      @Nullable String to,
      @Nullable String request,
      @Nullable String agent)
      implements What {}

  /** An event; the cause is a fixed text of our own. */
  public record Happened(Event event, @Nullable String by, @Nullable String cause)
      implements What {}

  /** A request to people for an agent's reply. */
  public record Asked(String request, List<String> who) implements What {
    public Asked {
      who = List.copyOf(who);
    }
  }

  /** The agent's fixed text. */
  public record Fixed() implements What {}

  /** The end of an effect that brought nothing: it failed for good, or was cancelled. */
  public record Settled(Event event, @Nullable String by, @Nullable String cause) implements What {}
}
