package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What of the conversation a model is sent. A chain of them is applied in order.
 *
 * <p>Whatever they leave out, they leave out in steps: providers cache the front of a request, and
 * a front that moves with every turn is paid for in full every time.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "context")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Context.Unbounded.class, name = "unbounded"),
  @JsonSubTypes.Type(value = Context.Buffered.class, name = "buffered"),
  @JsonSubTypes.Type(value = Context.HeadAndTail.class, name = "headAndTail"),
  @JsonSubTypes.Type(value = Context.TokenLimited.class, name = "tokenLimited"),
  @JsonSubTypes.Type(value = Context.BySource.class, name = "bySource"),
  @JsonSubTypes.Type(value = Context.Summarizing.class, name = "summarizing"),
})
public sealed interface Context {

  /** Everything. */
  record Unbounded() implements Context {}

  /**
   * The last messages: at most so many, and at least three quarters of them. When there is one too
   * many, a quarter goes at once.
   */
  record Buffered(int messages) implements Context {
    public Buffered {
      positive("buffered", messages);
    }
  }

  /**
   * The first and the last messages; the model is told how many stand between them. The last ones
   * are left out in steps like those of {@link Buffered}.
   */
  record HeadAndTail(int head, int tail) implements Context {
    public HeadAndTail {
      positive("headAndTail.head", head);
      positive("headAndTail.tail", tail);
    }
  }

  /**
   * The first message and the newest that fit into so many tokens, with what the model is told
   * first and of its tools. When they do not fit any more, a quarter goes at once.
   */
  record TokenLimited(int tokens) implements Context {
    public TokenLimited {
      positive("tokenLimited", tokens);
    }
  }

  /**
   * Messages of these authors alone, beside the reader's own (AutoGen's {@code
   * MessageFilterAgent}).
   *
   * @param sources by author; {@code user} is everybody who is no agent
   */
  record BySource(SequencedMap<String, Share> sources) implements Context {
    public BySource {
      if (sources.isEmpty()) {
        throw new IllegalArgumentException("sees: names nobody");
      }
      sources = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sources));
    }

    /** The last messages of one author. */
    public static BySource last(String author, int messages) {
      return new BySource(new LinkedHashMap<>(Map.of(author, new Share(null, messages))));
    }
  }

  /**
   * Messages of one author; neither: all of them.
   *
   * @param first so many from the start
   * @param last so many from the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Share(@Nullable Integer first, @Nullable Integer last) {
    public Share {
      if (first != null) {
        positive("sees.first", first);
      }
      if (last != null) {
        positive("sees.last", last);
      }
    }
  }

  /**
   * A summary in place of old messages. When the messages have more tokens than {@code above}, a
   * model sums up all but the first and the last of them; the summary is an entry, which stands in
   * their place from then on.
   *
   * @param model the model that sums up, absent: the agent's own
   * @param above tokens, with what the model is told first and of its tools
   * @param keepLast messages that stay as they are, absent: {@link #KEEP_LAST}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Summarizing(@Nullable String model, int above, @Nullable Integer keepLast)
      implements Context {

    /** Messages that stay as they are, where nothing else is said. */
    public static final int KEEP_LAST = 10;

    public Summarizing {
      positive("summarizing.above", above);
      if (keepLast != null) {
        positive("summarizing.keepLast", keepLast);
      }
    }

    /** How many messages stay as they are. */
    public int kept() {
      return keepLast == null ? KEEP_LAST : keepLast;
    }
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": must be at least 1, is " + value);
    }
  }
}
