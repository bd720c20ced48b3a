package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.TeamFileWriter.put;

import dev.parley.agents.Chat;
import dev.parley.agents.Reply;
import dev.parley.agents.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes chats. */
final class ChatWriter {

  private ChatWriter() {}

  static List<Map<String, Object>> nests(Reply.Nested nested) {
    return nested.nests().stream().map(ChatWriter::nest).toList();
  }

  private static Map<String, Object> nest(Reply.Nest nest) {
    Map<String, Object> trigger = new LinkedHashMap<>();
    if (!nest.from().isEmpty()) {
      trigger.put("from", nest.from());
    }
    if (nest.when() != null) {
      trigger.put("when", ConditionWriter.condition(nest.when()));
    }
    if (trigger.isEmpty()) {
      throw new IllegalArgumentException(
          "nested.trigger: a team file cannot say chats that anything starts");
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("trigger", trigger);
    out.put("chats", chats(nest.chats()));
    return out;
  }

  static List<Map<String, Object>> chats(List<Chat> chats) {
    return chats.stream().map(ChatWriter::chat).toList();
  }

  private static Map<String, Object> chat(Chat chat) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "id", chat.id());
    put(out, "sender", chat.sender());
    out.put("recipient", chat.recipient());
    put(out, "message", chat.message() == null ? null : YamlText.literal(chat.message()));
    put(out, "message", chat.function() == null ? null : Map.of("function", chat.function()));
    put(out, "maxTurns", chat.maxTurns());
    put(
        out,
        "termination",
        chat.termination() == null ? null : ConditionWriter.condition(chat.termination()));
    put(out, "summary", chat.summary() == null ? null : summary(chat.summary()));
    put(out, "carryover", chat.carryover() == null ? null : carryover(chat.carryover()));
    if (!chat.after().isEmpty()) {
      out.put("after", chat.after());
    }
    return out;
  }

  private static Map<String, Object> carryover(Chat.Carryover told) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (!told.from().isEmpty()) {
      out.put("from", told.from());
    }
    put(out, "text", told.text() == null ? null : YamlText.literal(told.text()));
    return out;
  }

  static Object summary(Summary summary) {
    return switch (summary) {
      case Summary.LastMessage last -> "lastMessage";
      case Summary.Reflection reflection ->
          reflection.prompt().equals(Summary.Reflection.DEFAULT_PROMPT)
              ? "reflection"
              : Map.of("reflection", YamlText.literal(reflection.prompt()));
      case Summary.ByFunction by -> Map.of("function", by.function());
    };
  }
}
