package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow knows of a team: names, ways to reply, conditions with the numbers of their
 * questions instead of texts. No prompt and no other word is in it; at most 64 KB.
 *
 * @param version of this form
 * @param name of the team
 * @param members the agents
 * @param team how they take turns, with outlined conditions
 * @param budget what a conversation may spend
 * @param selector the model that chooses who speaks, absent: none does
 * @param summing what it comes to, absent: as the team says
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Skeleton(
    int version,
    String name,
    List<Member> members,
    Pattern team,
    Budget budget,
    Way.@Nullable Call selector,
    @Nullable Sum summing) {

  /** The newest form. Conversations of the first one do not ask anybody after an interrupt. */
  public static final int VERSION = 2;

  public Skeleton {
    members = List.copyOf(members);
  }

  /** A team in which no model chooses who speaks, and that says what it comes to. */
  public Skeleton(int version, String name, List<Member> members, Pattern team, Budget budget) {
    this(version, name, members, team, budget, null, null);
  }

  /**
   * Who sums up.
   *
   * @param agents the first of these that has a model does; for a function: in whose name
   * @param function the function that does it, absent: a model
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Sum(List<String> agents, @Nullable String function) {
    public Sum {
      agents = agents == null ? List.of() : List.copyOf(agents);
    }
  }

  /**
   * A queue of chats as a workflow knows it.
   *
   * @param from who must have spoken last, empty: anybody
   * @param when what must have been said
   * @param chats how many it has
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Nest(List<String> from, @Nullable Condition when, int chats) {
    public Nest {
      from = from == null ? List.of() : List.copyOf(from);
    }
  }

  /**
   * An agent as a workflow knows it.
   *
   * @param lane how its effects are called, absent: {@link Agent.Lane#ACTIVITY}
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Member(
      String name,
      List<Way> ways,
      @Nullable Condition termination,
      @Nullable Integer maxConsecutiveAutoReply,
      Agent.@Nullable Lane lane) {

    public Member {
      ways = List.copyOf(ways);
    }

    /** The chats that it holds to find its reply. */
    Optional<Way.Hold> chats() {
      return ways.stream().filter(Way.Hold.class::isInstance).map(Way.Hold.class::cast).findFirst();
    }

    /** The place of those in its chain. */
    int placeOfChats() {
      return chats().map(ways::indexOf).orElse(-1);
    }

    /** How many chats one of its queues has. */
    int chatsOf(int nest) {
      return chats().map(way -> way.nests().get(nest).chats()).orElse(0);
    }

    /** When it asks a person; {@code NEVER} if it has no such way. */
    Human human() {
      return ways.stream()
          .filter(Way.Ask.class::isInstance)
          .map(way -> ((Way.Ask) way).mode())
          .findFirst()
          .orElse(Human.NEVER);
    }
  }

  /** A way to reply as a workflow knows it. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "way")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Way.Ask.class, name = "human"),
    @JsonSubTypes.Type(value = Way.Run.class, name = "code"),
    @JsonSubTypes.Type(value = Way.Call.class, name = "model"),
    @JsonSubTypes.Type(value = Way.Say.class, name = "fixed"),
    @JsonSubTypes.Type(value = Way.Invoke.class, name = "custom"),
    @JsonSubTypes.Type(value = Way.Hold.class, name = "chats"),
  })
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public sealed interface Way {

    /** Ask people. */
    record Ask(Human mode, List<String> who) implements Way {
      public Ask {
        who = List.copyOf(who);
      }
    }

    /** Run code; the label is the sandbox, the timeout that of one run in milliseconds. */
    record Run(String label, long timeoutMillis) implements Way {}

    /**
     * Call a model.
     *
     * @param label {@code PROVIDER:MODEL}
     * @param timeoutMillis how long one call may take in all; 0: the worker's default
     * @param runsOwnCode whether code in the reply is run at once
     * @param rounds rounds of tool calls in one turn, 0: it has no tools
     * @param reflects whether a model puts results into words when those are used up
     * @param next the models that answer instead when it has failed for good, in this order
     * @param on the kinds of failure after which the next one is tried
     */
    record Call(
        String label,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long timeoutMillis,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean runsOwnCode,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int rounds,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean reflects,
        List<Link> next,
        List<String> on)
        implements Way {

      public Call {
        next = next == null ? List.of() : List.copyOf(next);
        on = on == null ? List.of() : List.copyOf(on);
      }

      /** A model that stands alone. */
      public Call(
          String label, long timeoutMillis, boolean runsOwnCode, int rounds, boolean reflects) {
        this(label, timeoutMillis, runsOwnCode, rounds, reflects, List.of(), List.of());
      }

      /** A model without tools. */
      public Call(String label, long timeoutMillis, boolean runsOwnCode) {
        this(label, timeoutMillis, runsOwnCode, 0, false);
      }

      /** The model at a place of the chain, 0: this one. */
      public Call at(int place) {
        if (place == 0) {
          return this;
        }
        Link link = next.get(place - 1);
        return new Call(link.label(), link.timeoutMillis(), runsOwnCode, rounds, reflects);
      }
    }

    /** Another model of a chain; see {@link Call}. */
    record Link(String label, @JsonInclude(JsonInclude.Include.NON_DEFAULT) long timeoutMillis) {}

    /** Say the fixed text. */
    record Say() implements Way {}

    /** Call the reply function of this name. */
    record Invoke(String function) implements Way {}

    /** Hold chats. */
    record Hold(List<Nest> nests) implements Way {
      public Hold {
        nests = List.copyOf(nests);
      }
    }
  }

  /**
   * The agent of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Member member(String name) {
    return members.stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no agent is called \"" + name + "\""));
  }

  /** Whether there is an agent of this name. */
  public boolean has(String name) {
    return members.stream().anyMatch(member -> member.name().equals(name));
  }
}
