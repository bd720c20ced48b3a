package dev.parley.chaos;

import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.Transcript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must hold of a conversation, whatever was done to it.
 *
 * @param id the conversation
 * @param plan what was to be done to it
 * @param losses blows by each of which one call may have been paid for in vain
 * @param requests what the model was asked
 * @param expected the lines of a conversation that nobody disturbs
 */
record Invariants(
    Transcript transcript, String id, Plan plan, int losses, int requests, List<String> expected) {

  /** Where a conversation may stand still. Stuck it may not be: no blow breaks a workflow task. */
  private static final Set<State> VISIBLE = Set.of(State.WAITING, State.PAUSED, State.LOST);

  /** All that does not hold. */
  List<String> broken(List<String> said) {
    List<Entry> entries = transcript.entries().read(id, 0, Integer.MAX_VALUE);
    Standing standing = transcript.conversations().standing(id);
    List<String> problems = new ArrayList<>(order(entries));
    transcript.entries().verify(id).ifPresent(problems::add);
    problems.addAll(words(entries, standing, said));
    problems.addAll(outcome(entries, standing));
    problems.addAll(paid(entries));
    return problems;
  }

  /** Entries without gaps, and no effect twice. */
  static List<String> order(List<Entry> entries) {
    List<String> problems = new ArrayList<>();
    Set<String> intents = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.seq() != i) {
        problems.add("entry %d stands at place %d".formatted(entry.seq(), i));
      }
      if (!intents.add(entry.head().intent().key())) {
        problems.add("%s happened twice".formatted(entry.head().intent()));
      }
    }
    return problems;
  }

  /** Each word that was taken is in an entry, or waits in a conversation that goes on. */
  private List<String> words(List<Entry> entries, Standing standing, List<String> said) {
    Set<String> heard = entries.stream().map(Entry::text).collect(Collectors.toSet());
    Set<String> open =
        transcript.mail().open(id).stream().map(MailStore.Mail::text).collect(Collectors.toSet());
    List<String> problems = new ArrayList<>();
    for (String word : said) {
      if (!heard.contains(word)) {
        if (!open.contains(word)) {
          problems.add("\"%s\" is lost".formatted(word));
        } else if (over(standing)) {
          problems.add("\"%s\" waits in a conversation that is over".formatted(word));
        }
      }
    }
    return problems;
  }

  private static boolean over(Standing standing) {
    return standing.state() == State.FINISHED || standing.state() == State.FAILED;
  }

  // --- How it ended

  private List<String> outcome(List<Entry> entries, Standing standing) {
    End end = standing.end();
    if (end == null) {
      return VISIBLE.contains(standing.state()) && standing.cause() != null
          ? List.of()
          : List.of("it is %s: %s".formatted(standing.state().wire(), standing.cause()));
    }
    if (!end.reason().equals("textMention")) {
      return List.of("it ended by %s: %s".formatted(end.reason(), end.detail()));
    }
    return plan.speaks() ? coder(entries) : same(entries);
  }

  private List<String> same(List<Entry> entries) {
    List<String> lines = entries.stream().map(Lab::line).toList();
    return lines.equals(expected)
        ? List.of()
        : List.of("lines differ: %s instead of %s".formatted(lines, expected));
  }

  /** People change the turns of the runner; the coder says what it would have said, then more. */
  private List<String> coder(List<Entry> entries) {
    List<String> due = expected.stream().filter(line -> line.startsWith("coder: ")).toList();
    List<String> lines = replies(entries).stream().map(Lab::line).limit(due.size()).toList();
    return lines.equals(due)
        ? List.of()
        : List.of("the coder said %s instead of %s".formatted(lines, due));
  }

  // --- What was paid

  private List<String> paid(List<Entry> entries) {
    int effects = effects(entries);
    boolean good =
        losses == 0 ? requests == effects : requests >= effects && requests <= effects + losses;
    return good
        ? List.of()
        : List.of("%d requests for %d replies and %d losses".formatted(requests, effects, losses));
  }

  /** Replies of the model that are kept; where there are branches, as the ledger counts them. */
  int effects(List<Entry> entries) {
    return transcript.conversations().branches(id).isEmpty()
        ? replies(entries).size()
        : (int) transcript.conversations().spent(id).stream().mapToLong(Spent::calls).sum();
  }

  private static List<Entry> replies(List<Entry> entries) {
    return entries.stream().filter(entry -> entry.head().usage() != null).toList();
  }
}
