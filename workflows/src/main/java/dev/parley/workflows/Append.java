package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.parley.agents.Batch;
import dev.parley.agents.Event;
import dev.parley.agents.Human;
import dev.parley.agents.Intent;
import dev.parley.agents.RequestKind;
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
    @JsonSubTypes.Type(value = Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = Changed.class, name = "changed"),
    @JsonSubTypes.Type(value = Due.class, name = "due"),
    @JsonSubTypes.Type(value = Collected.class, name = "collected"),
    @JsonSubTypes.Type(value = Told.class, name = "told"),
    @JsonSubTypes.Type(value = Handed.class, name = "handed"),
    @JsonSubTypes.Type(value = Chatted.class, name = "chatted"),
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

  /**
   * A request to people.
   *
   * @param call for a tool: the id of its call
   * @param code for code: the seq of the entry that holds it, -1: none
   * @param who for an agent's reply: who is asked; else the policies say it
   * @param at the time of the workflow, in milliseconds since 1970
   */
  public record Asked(
      String request, RequestKind kind, @Nullable String call, int code, List<String> who, long at)
      implements What {
    public Asked {
      who = List.copyOf(who);
    }
  }

  /** A decision that was typed into the Temporal UI. */
  public record Decided(Ballot ballot) implements What {}

  /** Something else that a person changes about requests. */
  public record Changed(Change change, @Nullable String by) implements What {}

  /** A change by a person, without words. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Claim.class, name = "claim"),
    @JsonSubTypes.Type(value = Release.class, name = "release"),
    @JsonSubTypes.Type(value = Revoke.class, name = "revoke"),
    @JsonSubTypes.Type(value = Mode.class, name = "human"),
  })
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public sealed interface Change {}

  /** Somebody takes care of a request. */
  public record Claim(String request) implements Change {}

  /** Somebody does not take care of a request any more. */
  public record Release(String request) implements Change {}

  /** A standing approval ends. */
  public record Revoke(int standing) implements Change {}

  /** From now on a person is asked at other times for an agent's reply. */
  public record Mode(String agent, Human mode) implements Change {}

  /**
   * What has fallen due about a request.
   *
   * @param level how often it was escalated before
   * @param at what was due, in milliseconds since 1970
   */
  public record Due(String request, int level, long at, boolean deadline) implements What {}

  /**
   * What the tools of a batch came to.
   *
   * @param batch the calls and how they stand
   * @param intents the causes under which they were made, in the order of the calls
   * @param cancelled whether a person has cancelled what still ran
   */
  public record Collected(Batch batch, List<Intent> intents, boolean cancelled, @Nullable String by)
      implements What {
    public Collected {
      intents = List.copyOf(intents);
    }
  }

  /** What a decision, or the tools that an agent has called, came to, said by the agent. */
  public record Told(int about) implements What {}

  /** The floor is handed over, after the tools of the same answer. */
  public record Handed(String to) implements What {}

  /**
   * What a conversation inside this one came to; if it is not over, the effect fails as {@link
   * Effects#ABSENT}.
   *
   * @param last whether it is the agent's reply; else another chat follows
   */
  public record Chatted(String conversation, boolean last) implements What {}

  /** The agent's fixed text. */
  public record Fixed() implements What {}

  /** The end of an effect that brought nothing: it failed for good, or was cancelled. */
  public record Settled(Event event, @Nullable String by, @Nullable String cause) implements What {}
}
