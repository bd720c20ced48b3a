package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.parley.activities.tools.CallArguments;
import dev.parley.agents.Names;
import dev.parley.transcript.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A call in LangChain4j's form. */
final class ChatRequests {

  /** What providers take as a name of a function; a model may write others. */
  private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9_-]");

  private static final int LONGEST_NAME = 64;

  /** What LangChain4j takes at the root of a schema. */
  private static final Set<String> ROOT = Set.of("type", "properties", "required", "$defs");

  private ChatRequests() {}

  static ChatRequest of(ModelCall call) {
    var messages = new ArrayList<ChatMessage>();
    String system = call.system();
    if (system != null && !system.isBlank()) {
      messages.add(SystemMessage.from(system));
    }
    call.turns().forEach(turn -> messages.addAll(messages(turn)));
    return offer(ChatRequest.builder().messages(messages), call).build();
  }

  private static List<ChatMessage> messages(Turn turn) {
    return switch (turn) {
      case Turn.Text text -> List.of(message(text));
      case Turn.ToolUse use -> messages(use);
    };
  }

  private static ChatMessage message(Turn.Text turn) {
    return switch (turn.role()) {
      case ASSISTANT -> AiMessage.from(turn.text());
      case USER -> {
        String name = turn.name();
        yield name != null && Names.NAME.matcher(name).matches()
            ? UserMessage.from(name, turn.text())
            : UserMessage.from(turn.text());
      }
    };
  }

  // --- Tools

  private static ChatRequest.Builder offer(ChatRequest.Builder request, ModelCall call) {
    if (call.tools().isEmpty()) {
      return request;
    }
    List<ToolSpecification> offers = call.tools().stream().map(ChatRequests::offer).toList();
    return call.calls()
        ? request.toolSpecifications(offers)
        : request.toolSpecifications(offers).toolChoice(ToolChoice.NONE);
  }

  private static ToolSpecification offer(ModelCall.Offer offer) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode().put("name", offer.name());
    if (!offer.description().isBlank()) {
      whole.put("description", offer.description());
    }
    whole.set("parameters", parameters(offer));
    return ToolSpecification.fromJson(whole.toString());
  }

  /** The schema of a tool's arguments as every provider takes it. */
  static ObjectNode parameters(ModelCall.Offer offer) {
    ObjectNode parameters = Json.read(offer.parameters(), ObjectNode.class).retain(ROOT);
    return parameters.put("type", "object");
  }

  private static List<ChatMessage> messages(Turn.ToolUse use) {
    List<ChatMessage> messages = new ArrayList<>();
    List<ToolExecutionRequest> calls =
        use.uses().stream().map(used -> request(used.call())).toList();
    messages.add(use.said().isBlank() ? AiMessage.from(calls) : AiMessage.from(use.said(), calls));
    use.uses()
        .forEach(
            used ->
                messages.add(ToolExecutionResultMessage.from(request(used.call()), used.result())));
    return messages;
  }

  /** Endpoints refuse a whole conversation for one bad name or one call that is no JSON. */
  private static ToolExecutionRequest request(ModelReply.Call call) {
    String name = NO_NAME.matcher(call.tool()).replaceAll("_");
    return ToolExecutionRequest.builder()
        .id(call.id())
        .name(name.isEmpty() ? "_" : name.substring(0, Math.min(name.length(), LONGEST_NAME)))
        .arguments(sendable(call.arguments()))
        .build();
  }

  private static String sendable(String arguments) {
    return CallArguments.parse(arguments)
        .map(JsonNode::toString)
        .orElseGet(
            () -> JsonNodeFactory.instance.objectNode().put("unreadable", arguments).toString());
  }
}
