package dev.parley.client.view;

import dev.parley.agents.Entry;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** The figures of a conversation and of an entry, in words. */
final class Facts {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Facts() {}

  /** A moment for people. */
  static String time(Instant at) {
    return TIME.format(at);
  }

  /** What is known of a conversation, by label. */
  static SequencedMap<String, String> of(Standing standing) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("State", Endings.state(standing));
    facts.put("Team", standing.team());
    facts.put("Started", time(standing.startedAt()) + " by " + standing.starter());
    End end = standing.end();
    Instant last = end == null ? standing.updatedAt() : end.at();
    facts.put(
        end == null ? "Last entry" : "Ended",
        "%s, after %s"
            .formatted(time(last), Amounts.duration(Duration.between(standing.startedAt(), last))));
    facts.put(
        "Entries",
        "%s (%s, %s%s)"
            .formatted(
                Amounts.number(standing.entries()),
                Amounts.count(standing.modelCalls(), "model call", "model calls"),
                standing.toolCalls() == 0
                    ? ""
                    : Amounts.count(standing.toolCalls(), "tool call", "tool calls") + ", ",
                Amounts.count(standing.codeRuns(), "code run", "code runs")));
    if (standing.restarts() > 0) {
      facts.put("Crashes survived", Amounts.number(standing.restarts()));
    }
    String parent = standing.parent();
    if (parent != null) {
      facts.put("Fork of", parent + " at " + standing.parentSeq());
    }
    facts.put("Blueprint", standing.blueprint());
    return facts;
  }

  /** What a summary stands for. */
  static String summing(Entry entry) {
    return entry.head().reader().isPresent()
            && entry.words().detail() instanceof Entry.Summing(int from, int until)
        ? "summary of %d to %d for its own context".formatted(from, until)
        : "summary";
  }

  /** The same at the start of a sentence. */
  static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The models that had failed before this one was asked, one by one; empty: it was the first. */
  static List<String> fellBack(Entry.Origin origin) {
    return origin.after().stream()
        .map(one -> "after %s: %s".formatted(Display.line(one.model()), Display.line(one.why())))
        .toList();
  }

  /** Model, tokens, attempts, cost and time of the call behind an entry; empty: there was none. */
  static String of(Entry entry) {
    List<String> facts = new ArrayList<>();
    Entry.Origin origin = entry.words().origin();
    if (origin != null) {
      facts.add(Display.line(origin.model()));
      facts.addAll(fellBack(origin));
    }
    Usage usage = entry.head().usage();
    if (usage != null) {
      facts.add(Amounts.number(usage.input()) + " in, " + Amounts.number(usage.output()) + " out");
    }
    String finish = entry.head().finish();
    if (finish != null && !finish.equals("stop")) {
      facts.add("finish: " + Display.line(finish));
    }
    Money cost = entry.head().cost();
    if (cost != null && cost.nanos() > 0) {
      facts.add(Amounts.money(cost));
    }
    if (origin != null) {
      if (origin.attempts() > 1) {
        facts.add(origin.attempts() + " attempts");
      }
      facts.add(Amounts.duration(Duration.ofMillis(origin.millis())));
    }
    if (entry.words().detail() instanceof Entry.Results results) {
      results
          .results()
          .forEach(
              one ->
                  facts.add(
                      "%s %s"
                          .formatted(
                              Display.line(one.tool()),
                              Amounts.duration(Duration.ofMillis(one.millis())))));
    }
    if (entry.words().detail() instanceof Entry.CodeResult result) {
      String sandbox = result.sandbox();
      if (sandbox != null) {
        facts.add(Display.line(sandbox));
      }
      facts.add(Amounts.duration(Duration.ofMillis(result.millis())));
    }
    return String.join(" · ", facts);
  }
}
