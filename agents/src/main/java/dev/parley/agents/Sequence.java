package dev.parley.agents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The floor of {@code SequentialChats}: one after the other, or, where one names those it comes
 * after, all at once that need not wait. What ran at once is said in the order of the file.
 */
final class Sequence {

  private Sequence() {}

  /** Whether no chat is left. */
  static boolean isOver(Pattern.SequentialChats team, ConversationState state) {
    return IntStream.range(0, team.chats().size()).allMatch(i -> isOver(state, i));
  }

  private static boolean isOver(ConversationState state, int chat) {
    String stands = state.chats().get(chat);
    return stands != null && stands.isEmpty();
  }

  /** The next step of a team that is not over. */
  static Step next(Pattern.SequentialChats team, ConversationState state) {
    List<Integer> levels = levels(team.chats());
    int level =
        IntStream.range(0, levels.size())
            .filter(i -> !isOver(state, i))
            .map(levels::get)
            .min()
            .orElseThrow(() -> new IllegalStateException("the end is decided"));
    List<Integer> together =
        IntStream.range(0, levels.size()).filter(i -> levels.get(i) == level).boxed().toList();
    return begin(team, state, together)
        .or(() -> hear(team, state, together))
        .orElseThrow(() -> new IllegalStateException("a chat is neither over nor running"));
  }

  private static Optional<Step> begin(
      Pattern.SequentialChats team, ConversationState state, List<Integer> together) {
    return together.stream()
        .filter(i -> !state.chats().containsKey(i))
        .findFirst()
        .map(
            i ->
                new Step.Chat(
                    Intent.chat(state.roundStart(), i + 1, false),
                    team.chats().get(i).recipient(),
                    0,
                    i));
  }

  private static Optional<Step> hear(
      Pattern.SequentialChats team, ConversationState state, List<Integer> together) {
    return together.stream()
        .filter(i -> !isOver(state, i))
        .findFirst()
        .map(
            i ->
                new Step.Hear(
                    Intent.chat(state.roundStart(), i + 1, true),
                    team.chats().get(i).recipient(),
                    state.chats().getOrDefault(i, ""),
                    true));
  }

  /** How many others a chat must wait for, one after the other. */
  static List<Integer> levels(List<Chat> chats) {
    if (chats.stream().allMatch(chat -> chat.after().isEmpty())) {
      return IntStream.range(0, chats.size()).boxed().toList();
    }
    Map<String, Integer> known = new LinkedHashMap<>();
    List<Integer> levels = new ArrayList<>(chats.stream().map(chat -> 0).toList());
    // As often as there are chats is often enough where none waits for itself.
    for (int round = 0; round < chats.size(); round++) {
      for (int i = 0; i < chats.size(); i++) {
        int level =
            chats.get(i).after().stream()
                .mapToInt(id -> known.getOrDefault(id, 0) + 1)
                .max()
                .orElse(0);
        levels.set(i, level);
        String id = chats.get(i).id();
        if (id != null) {
          known.put(id, level);
        }
      }
    }
    return levels;
  }
}
