package dev.parley.activities;

import dev.parley.agents.Chat;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Farewell;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a chat opens with: its message, with what was said before filled in. */
final class ChatOpening {

  private static final java.util.regex.Pattern HOLE =
      java.util.regex.Pattern.compile("\\{(task|last|carryover|history)}");

  private final Room room;
  private final Functions functions;

  ChatOpening(Room room, Functions functions) {
    this.room = room;
    this.functions = functions;
  }

  /**
   * The words; absent: the chat is skipped.
   *
   * @param number of the chat in its queue
   */
  Optional<String> text(Chat chat, int number) {
    if (chat.function() != null) {
      return said(chat, chat.function()).filter(text -> !text.isBlank());
    }
    boolean team = room.blueprint().team() instanceof Pattern.SequentialChats;
    String carried = carryover(chat, number, team);
    String message = chat.message();
    if (message == null && !team && number > 0) {
      return Optional.empty();
    }
    if (message == null) {
      boolean member = chat.sender() == null;
      return Optional.of(with(team ? task() : member ? history() : last(), carried));
    }
    String filled = filled(message, carried);
    return Optional.of(message.contains("{carryover}") ? filled : with(filled, carried));
  }

  private static String with(String message, String carried) {
    return carried.isEmpty() ? message : message + "\nContext: \n" + carried;
  }

  private Optional<String> said(Chat chat, String name) {
    Functions.ReplyFunction function = Invocations.function(functions, name);
    String who = chat.sender() == null ? room.at().agent() : chat.sender();
    return Failures.guest(
        "the message function \"" + name + "\"", () -> function.reply(who, messages().toList()));
  }

  private String filled(String message, String carried) {
    // In one go: what is filled in is not looked through for holes.
    return HOLE.matcher(message)
        .replaceAll(
            hole ->
                Matcher.quoteReplacement(
                    switch (hole.group(1)) {
                      case "task" -> task();
                      case "last" -> last();
                      case "carryover" -> carried;
                      default -> history();
                    }));
  }

  private String task() {
    return room.entry(room.state().roundStart()).text();
  }

  private String last() {
    return messages().reduce((before, after) -> after).map(Entry::text).orElseGet(this::task);
  }

  /** All that was said; the task alone where nothing else was. */
  private String history() {
    List<Entry> all = messages().toList();
    return all.size() == 1
        ? all.getFirst().text()
        : all.stream()
            .map(entry -> entry.author() + ": " + entry.text())
            .collect(Collectors.joining("\n\n"));
  }

  private Stream<Entry> messages() {
    return room.entries().stream()
        .filter(entry -> entry.kind().isMessage() && !entry.text().isEmpty());
  }

  // --- What the chats before came to

  private String carryover(Chat chat, int number, boolean team) {
    Map<Integer, String> before = team ? ofTeam() : ofQueue(number);
    Chat.Carryover told = chat.carryover();
    List<String> all = new ArrayList<>();
    if (told != null && told.text() != null) {
      all.add(told.text());
    }
    List<String> from = told == null ? List.of() : told.from();
    before.forEach(
        (place, summary) -> {
          if (from.isEmpty() || from.contains(id(place, team))) {
            all.add(summary);
          }
        });
    return String.join("\n", all);
  }

  private String id(int place, boolean team) {
    int nest =
        room.state().turn() == null || room.state().turn().consulting() == null
            ? 0
            : room.state().turn().consulting().nest();
    Chat chat =
        dev.parley.agents.Nesting.chat(room.blueprint(), room.at().agent(), team ? 0 : nest, place);
    return chat.id() == null ? "" : chat.id();
  }

  private Map<Integer, String> ofTeam() {
    Map<Integer, String> summaries = new LinkedHashMap<>();
    int since = room.state().roundStart();
    int all = ((Pattern.SequentialChats) room.blueprint().team()).chats().size();
    for (Entry entry : room.entries()) {
      for (int i = 0; i < all && entry.head().move() instanceof Move.ChatEnded; i++) {
        if (entry.head().intent().equals(Intent.chat(since, i + 1, true))) {
          summaries.put(i, Farewell.without(entry.text()));
        }
      }
    }
    return summaries;
  }

  /** Of the same queue in the same turn: back to where its first chat began. */
  private Map<Integer, String> ofQueue(int number) {
    List<Entry> ended = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    if (number > 0) {
      for (Entry entry : room.entries().reversed()) {
        if (!room.at().agent().equals(entry.head().to()) || entry.kind() != Kind.EVENT) {
          continue;
        }
        if (entry.head().event() == Event.CHATTED) {
          ended.add(entry);
        } else if (entry.head().move() instanceof Move.ChatBegun begun) {
          if (begun.conversation() != null) {
            places.add(begun.chat());
          }
          if (begun.chat() == 0) {
            break;
          }
        }
      }
    }
    Map<Integer, String> summaries = new LinkedHashMap<>();
    for (int i = ended.size() - 1; i >= 0; i--) {
      summaries.put(places.get(i), ended.get(i).text());
    }
    return summaries;
  }
}
