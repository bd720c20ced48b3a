package dev.parley.client.teamfile;

import dev.parley.agents.Chat;
import dev.parley.agents.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes chats: those of {@code SequentialChats}, and those that agents hold to find a reply. */
final class ChatReader {

  private final Report report;
  private final ConditionReader conditions;

  ChatReader(Report report) {
    this.report = report;
    this.conditions = new ConditionReader(report);
  }

  /** The queues of chats under {@code nested}. */
  List<Reply.Nest> nests(Section agent) {
    List<Reply.Nest> nests = new ArrayList<>();
    for (Value value : agent.items("nested")) {
      if (value instanceof Section nest) {
        List<Chat> chats = chats(nest);
        if (!chats.isEmpty()) {
          nests.add(nest(nest, chats));
        }
      }
    }
    return nests;
  }

  private Reply.Nest nest(Section nest, List<Chat> chats) {
    Optional<Section> trigger = nest.section("trigger");
    if (trigger.isPresent() && !trigger.get().has("from") && !trigger.get().has("when")) {
      report.error(trigger.get().place(), "has neither from nor when", "say what starts the chats");
    }
    return new Reply.Nest(
        trigger.map(one -> one.texts("from")).orElse(List.of()),
        trigger.flatMap(one -> one.get("when")).flatMap(conditions::read).orElse(null),
        chats);
  }

  /** The chats under {@code chats}. */
  List<Chat> chats(Section holder) {
    List<Chat> chats = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Value value : holder.items("chats")) {
      if (value instanceof Section chat && chat.text("recipient").isPresent()) {
        chats.add(chat(chat, chat.text("recipient").get()));
        chat.text("id").filter(id -> !ids.add(id)).ifPresent(id -> twice(chat, id));
      }
    }
    for (Value value : holder.items("chats")) {
      if (value instanceof Section chat) {
        requireKnown(chat, "after", chat.items("after"), ids);
        chat.section("carryover")
            .ifPresent(told -> requireKnown(told, "from", told.items("from"), ids));
      }
    }
    return chats;
  }

  private void twice(Section chat, String id) {
    report.error(
        chat.at("id"),
        "%s is the id of another chat too".formatted(Shown.quote(id)),
        "call one of them something else");
  }

  private void requireKnown(Section section, String key, List<Value> named, Set<String> ids) {
    for (Value value : named) {
      if (value instanceof Value.Text text && !ids.contains(text.text())) {
        report.error(
            text.place(),
            "no chat has the id " + Shown.quote(text.text()),
            Suggestion.of(text.text(), ids));
      }
    }
    if (section.has(key) && named.isEmpty() && !section.broken()) {
      report.error(section.at(key), "names no chat", "take it out");
    }
  }

  private Chat chat(Section chat, String recipient) {
    return new Chat(
        chat.text("id").orElse(null),
        chat.text("sender").orElse(null),
        recipient,
        chat.text("message").orElse(null),
        chat.section("message").flatMap(message -> message.text("function")).orElse(null),
        chat.whole("maxTurns").orElse(null),
        chat.get("termination").flatMap(conditions::read).orElse(null),
        chat.get("summary").flatMap(PatternReader::summary).orElse(null),
        carryover(chat.section("carryover")),
        chat.texts("after"));
  }

  private static Chat.@Nullable Carryover carryover(Optional<Section> section) {
    return section
        .map(told -> new Chat.Carryover(told.texts("from"), told.text("text").orElse(null)))
        .orElse(null);
  }

  /** Chats of a team: each has a sender, and none comes after itself. */
  void checkTeam(Section team, List<Chat> chats) {
    boolean sender = team.has("sender");
    Set<String> open = new HashSet<>();
    for (Value value : team.items("chats")) {
      if (value instanceof Section chat && !sender && !chat.has("sender") && !chat.broken()) {
        report.error(chat.place(), "has no sender", "write sender there, or for the whole team");
      }
    }
    chats.forEach(chat -> Optional.ofNullable(chat.id()).ifPresent(open::add));
    boolean progress = true;
    while (progress) {
      progress =
          chats.stream()
              .filter(chat -> chat.id() != null && open.contains(chat.id()))
              .filter(chat -> chat.after().stream().noneMatch(open::contains))
              .map(Chat::id)
              .toList()
              .stream()
              .map(open::remove)
              .reduce(false, Boolean::logicalOr);
    }
    if (!open.isEmpty()) {
      report.error(
          team.at("chats"),
          "these chats wait for each other: "
              + String.join(", ", open.stream().sorted().map(Shown::key).toList()),
          "take one of their after out");
    }
  }
}
