package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who decides about something, when, and what happens if nobody does.
 *
 * @param when CEL over {@code args}, {@code tool}, {@code agent}, {@code team}, {@code starter},
 *     {@code code}; absent: always
 * @param stages who decides, one stage after the other; none: the starter
 * @param fourEyes whether the starter decides nothing, and nobody decides twice
 * @param proof how a decision must be proved, absent: {@link Proof#SAID}
 * @param allow the decisions there are; none named: all of the request's kind
 * @param remember whether an approval may stand for the like in this conversation
 * @param priority where it stands in the inbox, absent: {@link Priority#NORMAL}
 * @param deadline how long people have, absent: without end
 * @param remind when they are reminded, from the question on
 * @param then what happens at the deadline; absent: a rejection, for a human turn an empty answer,
 *     for an effect in doubt nothing
 * @param inDoubt how it is found out whether an effect happened; absent: the same people
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Policy(
    @Nullable String when,
    List<Stage> stages,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean fourEyes,
    @Nullable Proof proof,
    List<Choice> allow,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean remember,
    @Nullable Priority priority,
    @Nullable Duration deadline,
    List<Duration> remind,
    @Nullable Then then,
    @Nullable Policy inDoubt) {

  /** The starter decides, whenever. */
  public static final Policy DEFAULT =
      new Policy(null, List.of(), false, null, List.of(), false, null, null, List.of(), null, null);

  public Policy {
    stages = stages == null ? List.of() : List.copyOf(stages);
    allow = allow == null ? List.of() : List.copyOf(allow);
    remind = remind == null ? List.of() : List.copyOf(remind);
  }

  /** How a decision must be proved. */
  public enum Proof {
    /** Whoever reaches Temporal may say who he is. */
    SAID,
    /** Only a token, redeemed at the store, proves it. */
    TOKEN;

    /** The name in team files and JSON. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where a request stands in the inbox. */
  public enum Priority {
    /** After the others. */
    LOW,
    /** As they come. */
    NORMAL,
    /** Before the others. */
    HIGH;

    /** The name in team files and JSON. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One stage.
   *
   * @param who people, groups, or {@code starter}
   * @param quorum how many of them must agree, absent: one
   * @param when CEL, absent: always
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Stage(List<String> who, @Nullable Integer quorum, @Nullable String when) {
    public Stage {
      who = List.copyOf(who);
    }
  }

  /** What happens when nobody has decided in time. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "then")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Then.Approve.class, name = "approve"),
    @JsonSubTypes.Type(value = Then.Reject.class, name = "reject"),
    @JsonSubTypes.Type(value = Then.Respond.class, name = "respond"),
    @JsonSubTypes.Type(value = Then.Escalate.class, name = "escalate"),
  })
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public sealed interface Then {

    /** It is approved. */
    record Approve() implements Then {}

    /** It is rejected. */
    record Reject() implements Then {}

    /** This is the answer; empty: as if a person had pressed Enter. */
    record Respond(@JsonInclude(JsonInclude.Include.ALWAYS) String text) implements Then {
      public Respond {
        text = text == null ? "" : text;
      }
    }

    /** Others are asked, with a deadline of their own. */
    record Escalate(
        List<String> who, @Nullable Duration deadline, List<Duration> remind, @Nullable Then then)
        implements Then {
      public Escalate {
        who = List.copyOf(who);
        remind = remind == null ? List.of() : List.copyOf(remind);
      }
    }
  }
}
