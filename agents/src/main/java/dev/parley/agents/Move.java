package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry changes about what people are asked, or about the conversations inside its own,
 * without a word of it: names, numbers and times. The activity that writes the entry has judged it;
 * a fold only applies it. Times are milliseconds since 1970.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "move")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Move.Asked.class, name = "asked"),
  @JsonSubTypes.Type(value = Move.Voted.class, name = "voted"),
  @JsonSubTypes.Type(value = Move.Passed.class, name = "passed"),
  @JsonSubTypes.Type(value = Move.Reminded.class, name = "reminded"),
  @JsonSubTypes.Type(value = Move.Claimed.class, name = "claimed"),
  @JsonSubTypes.Type(value = Move.Unfit.class, name = "unfit"),
  @JsonSubTypes.Type(value = Move.Revoked.class, name = "revoked"),
  @JsonSubTypes.Type(value = Move.ModeSet.class, name = "mode"),
  @JsonSubTypes.Type(value = Move.ChatBegun.class, name = "chat"),
  @JsonSubTypes.Type(value = Move.ChatEnded.class, name = "chatEnded"),
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Move {

  /** Who is asked in one stage, and how many of them must agree. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Stage(List<String> who, int quorum) {
    public Stage {
      who = who == null ? List.of() : List.copyOf(who);
    }
  }

  /**
   * A request is open.
   *
   * @param call id of the tool call that it is about
   * @param stages who decides, one after the other
   * @param deadlineAt absent: it waits without end
   * @param preview the beginning of what is asked about, where team and workers let Temporal show
   *     it
   */
  record Asked(
      RequestKind kind,
      @Nullable String call,
      List<Stage> stages,
      @Nullable Long deadlineAt,
      List<Long> remindAt,
      @Nullable String preview)
      implements Move {
    /** One of which Temporal shows no word. */
    public Asked(
        RequestKind kind,
        @Nullable String call,
        List<Stage> stages,
        @Nullable Long deadlineAt,
        List<Long> remindAt) {
      this(kind, call, stages, deadlineAt, remindAt, null);
    }

    public Asked {
      stages = stages == null ? List.of() : List.copyOf(stages);
      remindAt = remindAt == null ? List.of() : List.copyOf(remindAt);
    }
  }

  /**
   * A decision that counts.
   *
   * @param settles whether the request is decided by it
   * @param stage the stage that is asked now, from 0
   * @param stages who decides now, where changed arguments changed that; empty: as before
   * @param standing the policies under which the like is approved from now on; absent: none
   * @param raise for a budget: how much money more
   * @param preview as {@link Asked#preview}, where changed arguments changed it
   */
  record Voted(
      Choice choice,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean settles,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int stage,
      List<Stage> stages,
      @Nullable String standing,
      @Nullable Money raise,
      @Nullable String preview)
      implements Move {
    /** One after which Temporal shows what it showed before. */
    public Voted(
        Choice choice,
        boolean settles,
        int stage,
        List<Stage> stages,
        @Nullable String standing,
        @Nullable Money raise) {
      this(choice, settles, stage, stages, standing, raise, null);
    }

    public Voted {
      stages = stages == null ? List.of() : List.copyOf(stages);
    }
  }

  /**
   * Others are asked from now on: it was escalated or delegated.
   *
   * @param escalated whether nobody had decided in time
   */
  record Passed(
      List<Stage> stages,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean escalated,
      @Nullable Long deadlineAt,
      List<Long> remindAt)
      implements Move {
    public Passed {
      stages = stages == null ? List.of() : List.copyOf(stages);
      remindAt = remindAt == null ? List.of() : List.copyOf(remindAt);
    }
  }

  /** People were reminded of what was due until then, or told that the deadline has passed. */
  record Reminded(long until, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean deadline)
      implements Move {}

  /** Somebody takes care of it; absent: nobody any more. */
  record Claimed(@Nullable String by) implements Move {}

  /**
   * An answer was not as it must look like, and was refused.
   *
   * @param left how many more may be given; 0: nobody is asked any more, what would happen at the
   *     deadline happens now
   */
  record Unfit(int left) implements Move {}

  /** A standing approval ends. */
  record Revoked(int standing) implements Move {}

  /** When an agent asks a person, from now on. */
  record ModeSet(Human mode) implements Move {}

  /**
   * A conversation inside this one begins.
   *
   * @param conversation its id, absent: it is skipped
   * @param blueprint digest of its team, absent: it is skipped
   * @param nest for an agent's chats: which of its queues
   * @param chat number in that queue, or among the chats of the team
   */
  record ChatBegun(
      @Nullable String conversation,
      @Nullable String blueprint,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int nest,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int chat)
      implements Move {}

  /**
   * A conversation inside this one has ended.
   *
   * @param calls model calls of it and of all inside it
   * @param usage their tokens
   * @param cost what they cost
   */
  record ChatEnded(
      String conversation,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int calls,
      Usage usage,
      Money cost)
      implements Move {
    public ChatEnded {
      usage = usage == null ? Usage.NONE : usage;
      cost = cost == null ? Money.ZERO : cost;
    }
  }
}
