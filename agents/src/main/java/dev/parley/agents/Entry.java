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
   * @param after the models of the chain that had failed before, in this order
   * @param asked what the request was made of, absent: entries of an older version
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Origin(
      String model,
      String name,
      int attempts,
      long millis,
      @Nullable Integer scripted,
      @Nullable String thought,
      List<FellBack> after,
      @Nullable Asked asked) {

    public Origin {
      after = after == null ? List.of() : List.copyOf(after);
    }

    /** A call of a model that stands alone, or the first of its chain. */
    public Origin(
        String model,
        String name,
        int attempts,
        long millis,
        @Nullable Integer scripted,
        @Nullable String thought) {
      this(model, name, attempts, millis, scripted, thought, List.of(), null);
    }
  }

  /**
   * What a request was made of beside the team: with it the request can be made again.
   *
   * @param seen entries that the conversation had when the model was asked
   * @param since the place from which on the agent saw only its own: others spoke at the same time;
   *     0: none did
   * @param tools digest of the blob with the tools that the model was told of, absent: none
   * @param calls whether it might call them
   * @param address the base URL of the endpoint, absent: none was asked
   * @param streamed whether the answer was asked for in pieces
   * @param digest SHA-256 of what the endpoint was sent
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Asked(
      @JsonInclude(JsonInclude.Include.ALWAYS) int seen,
      int since,
      @Nullable String tools,
      boolean calls,
      @Nullable String address,
      boolean streamed,
      @Nullable String digest) {}

  /**
   * A model that did not answer, so that the next of its chain was asked.
   *
   * @param model {@code PROVIDER:MODEL}
   * @param why the kind of failure, such as {@code rateLimit}
   */
  public record FellBack(String model, String why) {}

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
    @JsonSubTypes.Type(value = Calling.class, name = "calls"),
    @JsonSubTypes.Type(value = Results.class, name = "results"),
    @JsonSubTypes.Type(value = Deciding.class, name = "decision"),
    @JsonSubTypes.Type(value = Output.class, name = "output"),
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

  /**
   * What a person is asked.
   *
   * @param id within the conversation
   * @param kind see {@link RequestKind#wire()}
   * @param who people and groups who are asked first
   * @param allow the decisions there are, as they are typed
   * @param agent whose reply, tool or code it is about
   * @param tool for a tool: its name
   * @param call for a tool: the id of its call
   * @param arguments the exact arguments as JSON; for code the code itself
   * @param digest keyed digest of the arguments; a decision is bound to it
   * @param deadlineAt milliseconds since 1970; absent: it waits without end
   * @param then what happens at the deadline, as {@code reject}, {@code escalate to cfo}
   * @param policies names of the policies that ask
   * @param priority see {@link Policy.Priority}, absent: normal
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Asking(
      String id,
      String kind,
      List<String> who,
      List<String> allow,
      @Nullable String agent,
      @Nullable String tool,
      @Nullable String call,
      @Nullable String arguments,
      @Nullable String digest,
      @Nullable Long deadlineAt,
      @Nullable String then,
      @Nullable String policies,
      Policy.@Nullable Priority priority)
      implements Detail {
    public Asking {
      who = who == null ? List.of() : List.copyOf(who);
      allow = allow == null ? List.of() : List.copyOf(allow);
    }

    /** A question without anything that it is bound to. */
    public Asking(String id, String kind, List<String> who, List<String> allow) {
      this(id, kind, who, allow, null, null, null, null, null, null, null, null, null);
    }
  }

  /** The tools that a model wants to call. */
  public record Calling(List<ToolCall> calls) implements Detail {
    public Calling {
      calls = calls == null ? List.of() : List.copyOf(calls);
    }
  }

  /** One call: the arguments are a JSON object, the digest is keyed. */
  public record ToolCall(String id, String tool, String arguments, String digest) {}

  /** What the tools answered, in the order of their calls. */
  public record Results(List<ToolResult> results) implements Detail {
    public Results {
      results = results == null ? List.of() : List.copyOf(results);
    }
  }

  /**
   * What one call came to.
   *
   * @param text what the model is told
   * @param error whether it failed, was refused, or was cancelled
   * @param millis how long it took
   * @param rest digest of the blob with the complete text, if it had to be cut
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record ToolResult(
      String id,
      String tool,
      @JsonInclude(JsonInclude.Include.ALWAYS) String text,
      @JsonInclude(JsonInclude.Include.ALWAYS) boolean error,
      @JsonInclude(JsonInclude.Include.ALWAYS) long millis,
      @Nullable String rest) {}

  /**
   * What was decided about a request.
   *
   * @param by who decided; {@code parley}: nobody did in time
   * @param proof {@code said}, {@code token}, or {@code policy} where nobody did
   * @param note what the person adds
   * @param text the reason, the answer or the result
   * @param arguments the changed arguments as JSON
   * @param digest keyed digest of what was decided about: the arguments as they are from now on
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Deciding(
      String request,
      Choice decision,
      String by,
      String proof,
      @Nullable String note,
      @Nullable String text,
      @Nullable String arguments,
      @Nullable String digest)
      implements Detail {}

  /**
   * An answer that has a form.
   *
   * @param json the answer as JSON; it fits the schema of its agent
   */
  public record Output(String json) implements Detail {}

  /** The blob with everything that is known about an event, such as a provider's error body. */
  public record Happened(@Nullable String cause, @Nullable String evidence) implements Detail {}
}
