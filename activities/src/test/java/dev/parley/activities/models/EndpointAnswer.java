package dev.parley.activities.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ModelEndpoint} answers; where it says what, in the wire format of OpenAI's chat
 * completions.
 *
 * @param status HTTP status
 * @param headers sent besides the necessary ones
 * @param body sent, or begun
 * @param delay before anything is sent
 * @param pace between the events of a stream
 * @param ending how the connection fares
 */
public record EndpointAnswer(
    int status,
    Map<String, String> headers,
    String body,
    Duration delay,
    Duration pace,
    Ending ending) {

  /** How the connection fares. */
  public enum Ending {
    /** The whole answer is sent, the connection stays open. */
    WHOLE,
    /** Half of the body is sent, then nothing more. */
    STALL,
    /** Half of the body is sent, then the connection is closed. */
    CUT,
    /** The connection is reset before anything is sent. */
    RESET
  }

  /** What the answers say they used. */
  public static final Usage USAGE = new Usage(12, 7, 4, 2);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A whole answer with any body. */
  public static EndpointAnswer of(int status, String body) {
    return new EndpointAnswer(status, Map.of(), body, Duration.ZERO, Duration.ZERO, Ending.WHOLE);
  }

  /** A stream of these events, all at once. */
  public static EndpointAnswer events(List<String> events) {
    return of(200, String.join("", events)).header("Content-Type", "text/event-stream");
  }

  /** A complete reply. */
  public static EndpointAnswer text(String text) {
    return completion(text, "stop", USAGE);
  }

  /**
   * A reply.
   *
   * @param text absent: {@code null} stands there
   * @param finish absent: {@code null} stands there
   * @param usage absent: the field is missing
   */
  public static EndpointAnswer completion(
      @Nullable String text, @Nullable String finish, @Nullable Usage usage) {
    ObjectNode whole = JSON.objectNode();
    whole.put("id", "chatcmpl-1").put("object", "chat.completion").put("created", 1_700_000_000);
    whole.put("model", "gpt-4o-2024-11-20");
    ObjectNode choice = whole.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", text);
    choice.put("finish_reason", finish);
    tokens(whole, usage);
    return of(200, whole.toString());
  }

  /**
   * Calls of tools, with the ids {@code call_a1}, {@code call_a2}, …
   *
   * @param text what is said beside them, absent: nothing
   */
  public static EndpointAnswer calling(
      @Nullable String text, List<ScriptedReply.Call> calls, @Nullable Usage usage) {
    ObjectNode whole = JSON.objectNode().put("id", "chatcmpl-1").put("model", "gpt-4o");
    ObjectNode choice = whole.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", "tool_calls");
    ObjectNode message = choice.putObject("message").put("role", "assistant").put("content", text);
    ArrayNode all = message.putArray("tool_calls");
    for (ScriptedReply.Call call : calls) {
      ObjectNode one = all.addObject().put("id", "call_a" + all.size()).put("type", "function");
      one.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
    }
    tokens(whole, usage);
    return of(200, whole.toString());
  }

  private static void tokens(ObjectNode whole, @Nullable Usage usage) {
    if (usage != null) {
      ObjectNode tokens = whole.putObject("usage");
      tokens.put("prompt_tokens", usage.input()).put("completion_tokens", usage.output());
      tokens.put("total_tokens", usage.total());
      tokens.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
      tokens.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
    }
  }

  /** An error as OpenAI writes it. */
  public static EndpointAnswer error(int status, String code, String message) {
    ObjectNode whole = JSON.objectNode();
    whole.putObject("error").put("message", message).put("type", "any").put("code", code);
    return of(status, whole.toString());
  }

  /** The connection is reset. */
  public static EndpointAnswer reset() {
    return text("never sent").ending(Ending.RESET);
  }

  /** The headers and half of the body come, then nothing more. */
  public static EndpointAnswer stalled() {
    return text("never finished").ending(Ending.STALL);
  }

  /** With another end. */
  public EndpointAnswer ending(Ending how) {
    return new EndpointAnswer(status, headers, body, delay, pace, how);
  }

  /** With one more header. */
  public EndpointAnswer header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new EndpointAnswer(status, more, body, delay, pace, ending);
  }

  /** With a delay before anything is sent. */
  public EndpointAnswer after(Duration wait) {
    return new EndpointAnswer(status, headers, body, wait, pace, ending);
  }

  /** With so much time between the events of a stream. */
  public EndpointAnswer paced(Duration between) {
    return new EndpointAnswer(status, headers, body, delay, between, ending);
  }
}
