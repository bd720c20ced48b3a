package dev.parley.client.teamfile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** AutoGen's words, of 0.2 and of AgentChat, and what team files call the same. */
public final class AutoGenWords {

  private static final SequencedMap<String, String> WORDS = words();

  private AutoGenWords() {}

  /** What a team file calls it, if the word is one of AutoGen's that has another name here. */
  public static Optional<String> translate(String word) {
    return Optional.ofNullable(WORDS.get(word));
  }

  /** The rows of a Markdown table of all of them. */
  public static String table() {
    return WORDS.entrySet().stream()
        .map(word -> "| `%s` | `%s` |".formatted(word.getKey(), word.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static SequencedMap<String, String> words() {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    words.putAll(agents());
    words.putAll(teams());
    words.putAll(conditions());
    return words;
  }

  private static Map<String, String> agents() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("system_message", "system");
    words.put("llm_config", "model");
    words.put("model_client", "model");
    words.put("config_list", "models");
    words.put("human_input_mode", "human");
    words.put("code_execution_config", "executor");
    words.put("code_executor", "executor");
    words.put("is_termination_msg", "termination");
    words.put("max_consecutive_auto_reply", "maxConsecutiveAutoReply");
    words.put("default_auto_reply", "defaultReply");
    words.put("register_reply", "reply");
    words.put("register_nested_chats", "nested");
    words.put("register_function", "tools");
    words.put("register_for_llm", "tools");
    words.put("register_for_execution", "tools");
    words.put("function_map", "tools");
    words.put("workbench", "tools");
    words.put("max_tool_iterations", "maxToolIterations");
    words.put("reflect_on_tool_use", "reflectOnToolUse");
    words.put("approval_func", "approval.code");
    words.put("output_content_type", "output");
    words.put("response_format", "output");
    words.put("model_context", "context");
    words.put("UnboundedChatCompletionContext", "unbounded");
    words.put("BufferedChatCompletionContext", "buffered");
    words.put("HeadAndTailChatCompletionContext", "headAndTail");
    words.put("TokenLimitedChatCompletionContext", "tokenLimited");
    words.put("MessageFilterAgent", "sees");
    words.put("response_prompt", "responsePrompt");
    words.put("use_docker", "executor");
    words.put("api_key", "apiKey");
    words.put("base_url", "baseUrl");
    words.put("max_tokens", "maxTokens");
    return words;
  }

  private static Map<String, String> teams() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("GroupChat", "SelectorGroupChat");
    words.put("GroupChatManager", "SelectorGroupChat");
    words.put("initiate_chat", "TwoAgentChat");
    words.put("initiate_chats", "SequentialChats");
    words.put("chat_queue", "chats");
    words.put("DiGraphBuilder", "GraphFlow");
    words.put("max_turns", "maxTurns");
    words.put("max_round", "maxTurns");
    words.put("summary_method", "summary");
    words.put("summary_prompt", "summary.reflection");
    words.put("speaker_selection_method", "selector.method");
    words.put("selector_func", "selector.method");
    words.put("candidate_func", "selector.candidates");
    words.put("selector_prompt", "selector.prompt");
    words.put("select_speaker_prompt_template", "selector.prompt");
    words.put("max_selector_attempts", "selector.attempts");
    words.put("max_retries_for_selecting_speaker", "selector.attempts");
    words.put("allow_repeat_speaker", "allowRepeatedSpeaker");
    words.put("allow_repeated_speaker", "allowRepeatedSpeaker");
    words.put("allowed_or_disallowed_speaker_transitions", "transitions");
    words.put("send_introductions", "introductions");
    words.put("max_stalls", "orchestrator.maxStalls");
    words.put("final_answer_prompt", "orchestrator.finalAnswerPrompt");
    words.put("termination_condition", "termination");
    return words;
  }

  private static Map<String, String> conditions() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("MaxMessageTermination", "maxMessages");
    words.put("TextMentionTermination", "textMention");
    words.put("StopMessageTermination", "stopMessage");
    words.put("TokenUsageTermination", "tokenUsage");
    words.put("HandoffTermination", "handoff");
    words.put("TimeoutTermination", "timeout");
    words.put("ExternalTermination", "external");
    words.put("SourceMatchTermination", "sourceMatch");
    words.put("TextMessageTermination", "textMessage");
    words.put("FunctionCallTermination", "functionCall");
    words.put("FunctionalTermination", "functional");
    words.put("OrTerminationCondition", "any");
    words.put("AndTerminationCondition", "all");
    return words;
  }
}
