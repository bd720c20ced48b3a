package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.parley.activities.tools.CallArguments;
import dev.parley.transcript.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tools and their calls in LangChain4j's form, and back. */
final class OpenAiTools {

  /** What providers take as a name of a function; a model may write others. */
  private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9_-]");

  private static final int LONGEST_NAME = 64;

  /** What looks like an identifier: it stands in histories, where no word may be. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  /** What LangChain4j takes at the root of a schema. */
  private static final Set<String> ROOT = Set.of("type", "properties", "required", "$defs");

  private OpenAiTools() {}

  // --- What a model is told

  static ChatRequest.Builder offer(ChatRequest.Builder request, ModelCall call) {
    if (call.tools().isEmpty()) {
      return request;
    }
    List<ToolSpecification> offers = call.tools().stream().map(OpenAiTools::offer).toList();
    return call.calls()
        ? request.toolSpecifications(offers)
        : request.toolSpecifications(offers).toolChoice(ToolChoice.NONE);
  }

  private static ToolSpecification offer(ModelCall.Offer offer) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode().put("name", offer.name());
    if (!offer.description().isBlank()) {
      whole.put("description", offer.description());
    }
    ObjectNode parameters = Json.read(offer.parameters(), ObjectNode.class).retain(ROOT);
    whole.set("parameters", parameters.put("type", "object"));
    return ToolSpecification.fromJson(whole.toString());
  }

  static List<ChatMessage> messages(Turn.ToolUse use) {
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

  // --- What a model answers

  static List<ModelReply.Call> calls(AiMessage message) {
    List<ModelReply.Call> calls = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ToolExecutionRequest request : message.toolExecutionRequests()) {
      String name = request.name();
      String id = id(request.id(), calls.size() + 1, ids);
      calls.add(new ModelReply.Call(id, name == null ? "" : name.strip(), arguments(request)));
    }
    return calls;
  }

  static String arguments(ToolExecutionRequest request) {
    String arguments = request.arguments();
    return arguments == null ? "" : arguments;
  }

  /** The provider's id where it is one, else one by the place of the call. */
  private static String id(@Nullable String given, int place, Set<String> taken) {
    String wanted = given != null && ID.matcher(given).matches() ? given : "call_" + place;
    String id = wanted;
    for (int again = place; !taken.add(id); again++) {
      id = "call_" + place + "_" + again;
    }
    return id;
  }
}
