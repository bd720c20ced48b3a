package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry with its words, as the transcript keeps it. Immutable, like the head that workflows see.
 *
 * @param conversation the conversation in which it was written (a fork reads its parent's)
 * @param head what workflows see of it
 * @param at when it was committed
 * @param words what was said and done
 */
public record Entry(String conversation, EntryHead head, Instant at, Words words) {

  /** Place in the conversation, from 0. */
  public int seq() {
    return head.seq();
  }

  /** An agent, {@code user}, a person, or {@code parley}. */
  public String author() {
    return head.author();
  }

  /** What it is. */
  public Kind kind() {
    return head.kind();
  }

  /** The text, possibly empty. */
  public String text() {
    return words.text();
  }

  /**
   * The words of an entry: all that no workflow may see.
   *
   * @param text what is shown; for a code result AutoGen's feedback text
   * @param detail what the kind has beyond its text
   * @param origin the model call behind it
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Words(String text, @Nullable Detail detail, @Nullable Origin origin) {

    public Words {
      text = text == null ? "" : text;
    }

    /** A text and nothing else. */
    public static Words of(String text) {
      return new Words(text, null, null);
    }
  }

  /**
   * The model call behind an entry.
   *
   * @param model {@code PROVIDER:MODEL}
   * @param name the model's name in the blueprint
   * @param attempts how many attempts it took, the last included
   * @param millis how long the last attempt took
   * @param scripted for a scripted model: the place of the reply that was used, from 0
   * @param thought reasoning text
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Origin(
      String model,
      String name,
      int attempts,
      long millis,
      @Nullable Integer scripted,
      @Nullable String thought) {}

  /** A file of the conversation: path in the workspace, bytes, digest of its blob. */
  public record FileRef(String name, long size, String digest) {}

  /** What an entry has beyond its text, by kind. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Task.class, name = "task"),
    @JsonSubTypes.Type(value = Code.class, name = "code"),
    @JsonSubTypes.Type(value = CodeResult.class, name = "codeResult"),
    @JsonSubTypes.Type(value = Summing.class, name = "summary"),
    @JsonSubTypes.Type(value = Asking.class, name = "request"),
    @JsonSubTypes.Type(value = Happened.class, name = "event"),
  })
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public sealed interface Detail {}

  /** The files that came with the task; they are in the workspace of the first code run. */
  public record Task(List<FileRef> files) implements Detail {
    public Task {
      files = files == null ? List.of() : List.copyOf(files);
    }
  }

  /** The blocks of code that run next. */
  public record Code(List<CodeBlock> blocks) implements Detail {
    public Code {
      blocks = blocks == null ? List.of() : List.copyOf(blocks);
    }
  }

  /**
   * The outcome of a code run.
   *
   * @param exitCode of the last block that ran; 0: all succeeded; absent: nothing ran
   * @param files those that the run made or changed
   * @param workspace digest of the blob that lists the whole workspace after the run
   * @param rest digest of the blob with the complete output, if the text had to be cut
   * @param sandbox what ran it, with its limits, for people
   */
  public record CodeResult(
      @Nullable Integer exitCode,
      List<FileRef> files,
      @Nullable String workspace,
      @Nullable String rest,
      @Nullable String sandbox,
      long millis)
      implements Detail {
    public CodeResult {
      files = files == null ? List.of() : List.copyOf(files);
    }
  }

  /** The entries that a summary sums up, both included. */
  public record Summing(int from, int until) implements Detail {}

  /** What a person is asked: who, and which decisions are allowed. */
  public record Asking(String id, String kind, List<String> who, List<String> allow)
      implements Detail {
    public Asking {
      who = who == null ? List.of() : List.copyOf(who);
      allow = allow == null ? List.of() : List.copyOf(allow);
    }
  }

  /** The blob with everything that is known about an event, such as a provider's error body. */
  public record Happened(@Nullable String cause, @Nullable String evidence) implements Detail {}
}
