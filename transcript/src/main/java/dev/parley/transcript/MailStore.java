package dev.parley.transcript;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.agents.Choice;
import dev.parley.agents.Entry.FileRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people said and decided, written before the workflow is signalled, open until an entry bears
 * it. So a word that was said is never lost, whatever happens to the signal.
 */
public interface MailStore {

  /** The id of the mail that holds the task. */
  String TASK = "task";

  /**
   * What the ids of mails begin with that tell of the end of a conversation inside; then its id.
   */
  String INSIDE = "chat/";

  /** Posts a mail; if its id is known in the conversation, the known one stands. */
  void post(Mail mail);

  /** A mail by its id. */
  Optional<Mail> find(String conversation, String id);

  /** The mails of a conversation that no entry bears yet, the oldest first. */
  List<Mail> open(String conversation);

  /**
   * The next mails of open conversations that no entry bears yet: each conversation's oldest, then
   * each one's second, and so on; of one with very many, the oldest {@value #MOST_OF_ONE}.
   *
   * @param age posted at least so long ago
   * @param after where the last look ended; {@link Turn#FIRST}: from the beginning
   * @param limit so many are looked at
   */
  Late waiting(Duration age, Turn after, int limit);

  /** So many mails of one conversation are waiting at most: more come when these are borne. */
  int MOST_OF_ONE = 50;

  /**
   * A mail's turn among all that wait.
   *
   * @param place its place among the open ones of its conversation, from 1 on
   */
  record Turn(int place, String conversation) {
    /** Before everybody's. */
    public static final Turn FIRST = new Turn(0, "");
  }

  /**
   * Mails that wait.
   *
   * @param next where to go on; {@link Turn#FIRST}: these were the last
   */
  record Late(List<Mail> mails, Turn next) {
    public Late {
      mails = List.copyOf(mails);
    }

    /** Whether no others come after these. */
    public boolean isLast() {
      return next.equals(Turn.FIRST);
    }
  }

  /** Settles a mail without an entry, because it was refused. */
  void close(String conversation, String id);

  /**
   * A mail.
   *
   * @param id unique in the conversation
   * @param by who says it
   * @param to the agent addressed, absent: the next speaker
   * @param files for a task: what comes with it, by blob
   * @param decision what is decided about a request; absent: these are words
   */
  record Mail(
      String conversation,
      String id,
      String by,
      @Nullable String to,
      String text,
      List<FileRef> files,
      Instant at,
      @Nullable Decision decision) {
    public Mail {
      files = List.copyOf(files);
    }

    /** Words. */
    public Mail(
        String conversation,
        String id,
        String by,
        @Nullable String to,
        String text,
        List<FileRef> files,
        Instant at) {
      this(conversation, id, by, to, text, files, at, null);
    }
  }

  /**
   * A decision about a request.
   *
   * @param request its id within the conversation
   * @param digest of what is decided about, if the sender has seen it; absent: whatever is asked
   * @param to for {@code delegate}: the name
   * @param text the reason, the answer or the result
   * @param arguments for {@code edit}: the complete new arguments as JSON
   * @param amount for a budget: dollars more
   * @param remember whether the like is approved from now on
   * @param token id of the token that proves who decides; absent: it is only said
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Decision(
      String request,
      Choice choice,
      @Nullable String digest,
      @Nullable String note,
      @Nullable String text,
      @Nullable String arguments,
      @Nullable String to,
      @Nullable BigDecimal amount,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean remember,
      @Nullable String token) {}
}
