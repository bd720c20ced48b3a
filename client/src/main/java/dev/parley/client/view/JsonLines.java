package dev.parley.client.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.parley.agents.Entry;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.Json;
import dev.parley.transcript.LiveText;
import dev.parley.transcript.RequestStore.Request;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@code --jsonl}: a header, one line per entry, and a last line that says how things
 * stand. Each is one JSON object without a line end; what is not known is left out. Texts are
 * complete; characters that a terminal would obey or hide are written as escapes.
 *
 * <p>Arguments of tools are JSON objects, as the models wrote them. A request has a {@code kind} of
 * its own (what is asked), which would clash with the entry's {@code kind}. So an entry line holds
 * the request as an object under {@code request}, and the line that waits holds the same bare
 * objects in its list: one reader serves both.
 */
public final class JsonLines {

  /** The version of these lines. */
  public static final int FORMAT = 1;

  private static final ObjectMapper MAPPER =
      Json.mapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

  private JsonLines() {}

  /** The first line. */
  public static String header(Standing standing) {
    var line = new LinkedHashMap<String, Object>();
    line.put("conversation", standing.id());
    line.put("team", standing.team());
    line.put("blueprint", standing.blueprint());
    line.put("format", FORMAT);
    return write(line);
  }

  /** The line of an entry. */
  public static String entry(Entry entry) {
    return entry(entry, null);
  }

  /**
   * The line of an entry.
   *
   * @param inside the id of its conversation, if that stands in the one that is shown
   */
  public static String entry(Entry entry, @Nullable String inside) {
    EntryHead head = entry.head();
    Entry.Origin origin = entry.words().origin();
    var line = new LinkedHashMap<String, Object>();
    put(line, "conversation", inside);
    line.put("seq", entry.seq());
    line.put("at", entry.at().toString());
    line.put("author", entry.author());
    line.put("kind", entry.kind().wire());
    line.put("text", entry.text());
    put(line, "model", origin == null ? null : origin.model());
    put(line, "usage", head.usage());
    Money cost = head.cost();
    put(line, "cost", cost == null ? null : cost.dollars());
    put(line, "attempts", origin == null ? null : origin.attempts());
    if (origin != null && !origin.after().isEmpty()) {
      line.put("fallback", origin.after());
    }
    put(line, "finish", head.finish());
    put(line, "millis", origin == null ? null : origin.millis());
    putKind(line, entry);
    put(line, "chat", Tree.chat(entry).orElse(null));
    return write(line);
  }

  /** The line of words that are being said; the entry that follows replaces them. */
  public static String delta(LiveText text, String more) {
    var delta = new LinkedHashMap<String, Object>();
    delta.put("seq", text.seq());
    delta.put("author", text.agent());
    delta.put("attempt", text.attempt());
    delta.put("text", more);
    return write(Map.of("delta", delta));
  }

  /** The line before the words of another attempt: what was said at this seq is void. */
  public static String restart(LiveText text) {
    var restart = new LinkedHashMap<String, Object>();
    restart.put("seq", text.seq());
    restart.put("attempt", text.attempt());
    return write(Map.of("restart", restart));
  }

  /**
   * The last line of a conversation whose round has ended.
   *
   * @throws IllegalArgumentException if it has not ended
   */
  public static String ended(Standing standing) {
    End end = standing.end();
    if (end == null) {
      throw new IllegalArgumentException(
          "%s has no end, it is %s; its last line is waiting or detached"
              .formatted(standing.id(), standing.state().wire()));
    }
    var why = new LinkedHashMap<String, Object>();
    why.put("reason", end.reason());
    put(why, "detail", end.detail());
    put(why, "by", end.by());
    why.put("humanInputs", end.humanInputs());
    var cost = new LinkedHashMap<String, Object>();
    cost.put("amount", standing.cost().dollars());
    cost.put("currency", "USD");
    var line = new LinkedHashMap<String, Object>();
    line.put("conversation", standing.id());
    line.put("end", why);
    line.put("entries", standing.entries());
    line.put("modelCalls", standing.modelCalls());
    line.put("toolCalls", standing.toolCalls());
    line.put("codeRuns", standing.codeRuns());
    line.put("usage", usage(standing.usage()));
    line.put("cost", cost);
    line.put("restarts", standing.restarts());
    return write(line);
  }

  /** The last line of a conversation that waits for people; see {@link Requests#open}. */
  public static String waiting(String conversation, List<Entry.Asking> requests) {
    var line = new LinkedHashMap<String, Object>();
    line.put("conversation", conversation);
    line.put("waiting", requests.stream().map(JsonLines::request).toList());
    return write(line);
  }

  /** The line of a request in an inbox: as in the line that waits, with where it comes from. */
  public static String inbox(Request row, Entry.Asking asking) {
    var line = new LinkedHashMap<String, Object>();
    line.put("conversation", row.conversation());
    line.put("team", row.team());
    line.putAll(request(asking));
    put(line, "agent", row.agent().isEmpty() ? null : row.agent());
    line.put("at", row.askedAt().toString());
    line.put("priority", row.priority().wire());
    put(line, "then", row.then());
    put(line, "claimedBy", row.claimedBy());
    return write(line);
  }

  /** The line of a conversation in the inbox that an operator must set going. */
  public static String hanging(Standing standing) {
    var line = new LinkedHashMap<String, Object>();
    line.put("conversation", standing.id());
    line.put("team", standing.team());
    line.put("kind", "operator");
    line.put("state", standing.state().wire());
    line.put("text", Cause.of(standing).map(Cause::text).orElse(""));
    return write(line);
  }

  /** The last line of a command that leaves while the conversation goes on. */
  public static String detached(String conversation) {
    var line = new LinkedHashMap<String, Object>();
    line.put("conversation", conversation);
    line.put("detached", true);
    return write(line);
  }

  private static void putKind(Map<String, Object> line, Entry entry) {
    EntryHead head = entry.head();
    switch (entry.kind()) {
      case TEXT -> {
        if (entry.words().detail() instanceof Entry.Output output) {
          line.put("json", arguments(output.json()));
        }
      }
      case EVENT -> {
        put(line, "event", head.event() == null ? null : head.event().wire());
        put(line, "by", head.by());
        put(line, "to", head.event() == Event.SELECTED ? head.to() : null);
        put(line, "request", head.move() == null ? null : head.request());
      }
      case HANDOFF -> put(line, "to", head.to());
      case SUMMARY -> {
        put(line, "reader", head.reader().orElse(null));
        if (entry.words().detail() != null) {
          putDetail(line, entry.words().detail());
        }
      }
      case CODE, CODE_RESULT, TOOL_CALLS, TOOL_RESULTS, REQUEST, DECISION -> {
        Entry.Detail detail = entry.words().detail();
        if (detail != null) {
          putDetail(line, detail);
        }
      }
    }
  }

  private static void putDetail(Map<String, Object> line, Entry.Detail detail) {
    switch (detail) {
      case Entry.Summing(int from, int until) -> {
        line.put("from", from);
        line.put("until", until);
      }
      case Entry.Code code ->
          line.put(
              "blocks",
              code.blocks().stream().map(b -> new Block(b.language(), b.text())).toList());
      case Entry.CodeResult result -> {
        put(line, "exitCode", result.exitCode());
        line.put("files", result.files());
      }
      case Entry.Asking asking -> line.put("request", request(asking));
      case Entry.Calling calling ->
          line.put("calls", calling.calls().stream().map(JsonLines::call).toList());
      case Entry.Results results ->
          line.put("results", results.results().stream().map(JsonLines::result).toList());
      case Entry.Deciding deciding -> {
        line.put("request", deciding.request());
        line.put("decision", deciding.decision().wire());
        line.put("by", deciding.by());
        line.put("proof", deciding.proof());
        put(line, "note", deciding.note());
        put(line, "digest", deciding.digest());
      }
      case Entry.Task task -> {}
      case Entry.Output output -> {}
      case Entry.Happened happened -> {}
    }
  }

  private static Map<String, Object> request(Entry.Asking asking) {
    var request = new LinkedHashMap<String, Object>();
    request.put("id", asking.id());
    request.put("kind", asking.kind());
    request.put("who", asking.who());
    put(request, "tool", asking.tool());
    String arguments = asking.arguments();
    put(request, "arguments", arguments == null ? null : arguments(arguments));
    put(request, "digest", asking.digest());
    Long deadline = asking.deadlineAt();
    put(request, "deadline", deadline == null ? null : Instant.ofEpochMilli(deadline).toString());
    request.put("allow", asking.allow());
    return request;
  }

  private static Map<String, Object> call(Entry.ToolCall call) {
    var one = new LinkedHashMap<String, Object>();
    one.put("id", call.id());
    one.put("tool", call.tool());
    one.put("arguments", arguments(call.arguments()));
    one.put("digest", call.digest());
    return one;
  }

  private static Map<String, Object> result(Entry.ToolResult result) {
    var one = new LinkedHashMap<String, Object>();
    one.put("id", result.id());
    one.put("tool", result.tool());
    one.put("text", result.text());
    one.put("error", result.error());
    one.put("millis", result.millis());
    return one;
  }

  /** An object as an object, digit by digit; what is none (code, a model's mistake) as a text. */
  private static Object arguments(String written) {
    return ToolText.json(written).<Object>map(RawValue::new).orElse(written);
  }

  private static Map<String, Object> usage(Usage usage) {
    var tokens = new LinkedHashMap<String, Object>();
    tokens.put("input", usage.input());
    tokens.put("output", usage.output());
    tokens.put("cached", usage.cached());
    tokens.put("reasoning", usage.reasoning());
    return tokens;
  }

  private static void put(Map<String, Object> line, String name, @Nullable Object value) {
    if (value != null) {
      line.put(name, value instanceof Usage usage ? usage(usage) : value);
    }
  }

  private static String write(Map<String, Object> line) {
    try {
      return Display.json(MAPPER.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of strings, numbers and lists has no JSON form", e);
    }
  }

  /** A block of code as the lines show it. */
  private record Block(String language, String text) {}
}
