package dev.parley.activities.models;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** LangChain4j's model objects, one for each way to ask, and its form of a call. */
final class OpenAiModels {

  private static final int KEPT = 256;

  private final Vendor vendor;
  private final CallHttp http;
  private final Map<Key, OpenAiChatModel> models =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, OpenAiChatModel> eldest) {
          return size() > KEPT;
        }
      };

  OpenAiModels(Vendor vendor, CallHttp http) {
    this.vendor = vendor;
    this.http = http;
  }

  /** What two calls must share to share a model object. */
  private record Key(
      String model,
      @Nullable Double temperature,
      @Nullable Integer maxTokens,
      Access.Open access) {}

  OpenAiChatModel of(ModelSpec spec, Access.Open access) {
    var key = new Key(spec.model(), spec.temperature(), spec.maxTokens(), access);
    synchronized (models) {
      return models.computeIfAbsent(key, this::build);
    }
  }

  private OpenAiChatModel build(Key key) {
    String base = key.access().base().toString();
    boolean newer = vendor.limitsCompletion(base, key.model());
    return OpenAiChatModel.builder()
        .httpClientBuilder(http.builder())
        .baseUrl(base)
        .customHeaders(key.access().headers())
        .modelName(key.model())
        .temperature(key.temperature())
        .maxTokens(newer ? null : key.maxTokens())
        .maxCompletionTokens(newer ? key.maxTokens() : null)
        .returnThinking(true)
        .maxRetries(0)
        .build();
  }

  static ChatRequest request(ModelCall call) {
    var messages = new ArrayList<ChatMessage>();
    String system = call.system();
    if (system != null && !system.isBlank()) {
      messages.add(SystemMessage.from(system));
    }
    call.turns().forEach(turn -> messages.addAll(messages(turn)));
    return OpenAiTools.offer(ChatRequest.builder().messages(messages), call).build();
  }

  private static List<ChatMessage> messages(Turn turn) {
    return switch (turn) {
      case Turn.Text text -> List.of(message(text));
      case Turn.ToolUse use -> OpenAiTools.messages(use);
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
}
