package dev.parley.transcript;

import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people are asked, over all conversations. It is written in the commit of the entries that
 * change it, and can be made anew from them.
 */
public interface RequestStore {

  /** The open requests that a filter lets through: high priority first, then the oldest. */
  List<Request> open(Filter filter);

  /** A request by its id within a conversation, whatever became of it. */
  Optional<Request> find(String conversation, String id);

  /**
   * Which requests.
   *
   * @param conversation of this one only
   * @param who of these people and groups only; empty: of all
   * @param kind of this kind only
   * @param team of this team only
   * @param limit how many at most
   */
  record Filter(
      @Nullable String conversation,
      List<String> who,
      @Nullable RequestKind kind,
      @Nullable String team,
      int limit) {

    /** All. */
    public static final Filter ALL = new Filter(null, List.of(), null, null, 1_000);

    public Filter {
      who = List.copyOf(who);
    }
  }

  /**
   * A request.
   *
   * @param id within the conversation
   * @param seq its entry
   * @param agent whose reply, tool or code it is about; empty: nobody's
   * @param who people and groups who are asked now
   * @param gist what is asked in one line, for people, at most 200 characters
   * @param then what happens at the deadline
   * @param claimedBy who takes care of it
   */
  record Request(
      String conversation,
      String team,
      String starter,
      String id,
      int seq,
      RequestKind kind,
      String agent,
      List<String> who,
      String gist,
      Policy.Priority priority,
      State state,
      Instant askedAt,
      @Nullable Instant deadline,
      @Nullable String then,
      @Nullable String claimedBy) {
    public Request {
      who = List.copyOf(who);
    }
  }

  /** What became of a request. */
  enum State {
    /** It waits. */
    OPEN,
    /** It was decided or answered. */
    DECIDED,
    /** Nobody needs an answer any more. */
    WITHDRAWN
  }
}
