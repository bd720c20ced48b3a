package dev.parley.client.view;

import dev.parley.agents.Blueprint;
import dev.parley.agents.ConversationState;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.OpenRequest;
import dev.parley.agents.Questions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What people are asked, read from the entries. */
public final class Requests {

  private Requests() {}

  /** All that decides how a conversation goes on, folded anew from its entries. */
  public static ConversationState state(Blueprint team, List<Entry> entries) {
    return ConversationState.EMPTY.applyAll(
        Questions.skeleton(team), entries.stream().map(Entry::head).toList());
  }

  /** The requests that wait, the oldest first, each as it stands now. */
  public static List<Entry.Asking> open(Blueprint team, List<Entry> entries) {
    return state(team, entries).open().values().stream()
        .flatMap(one -> asking(entries, one).stream())
        .toList();
  }

  /** What was asked with a request, by its id; whatever became of it. */
  public static Optional<Entry> entry(List<Entry> entries, String request) {
    return entries.reversed().stream()
        .filter(entry -> entry.kind() == Kind.REQUEST)
        .filter(
            entry ->
                entry.words().detail() instanceof Entry.Asking asking
                    && asking.id().equals(request))
        .findFirst();
  }

  /** What was decided about a request so far, in order. */
  public static List<Entry> decisions(List<Entry> entries, String request) {
    return entries.stream()
        .filter(
            entry ->
                entry.words().detail() instanceof Entry.Deciding deciding
                    && deciding.request().equals(request))
        .toList();
  }

  /** What is asked with an open request now: of whom, until when, and with which arguments. */
  public static Optional<Entry.Asking> asking(List<Entry> entries, OpenRequest open) {
    return entry(entries, open.id())
        .map(entry -> (Entry.Asking) entry.words().detail())
        .map(asked -> now(asked, open, edited(entries, open.id())));
  }

  private static Optional<Entry.Deciding> edited(List<Entry> entries, String request) {
    return decisions(entries, request).reversed().stream()
        .flatMap(entry -> Stream.ofNullable((Entry.Deciding) entry.words().detail()))
        .filter(deciding -> deciding.arguments() != null)
        .findFirst();
  }

  // NullAway does not see in a class file that a nested type may be null: here, the priority.
  @SuppressWarnings("NullAway")
  private static Entry.Asking now(
      Entry.Asking asked, OpenRequest open, Optional<Entry.Deciding> edited) {
    return new Entry.Asking(
        asked.id(),
        asked.kind(),
        open.who().isEmpty() ? asked.who() : open.who(),
        asked.allow(),
        asked.agent(),
        asked.tool(),
        asked.call(),
        edited.map(Entry.Deciding::arguments).orElse(asked.arguments()),
        edited.map(Entry.Deciding::digest).orElse(asked.digest()),
        open.deadlineAt(),
        asked.then(),
        asked.policies(),
        asked.priority());
  }
}
