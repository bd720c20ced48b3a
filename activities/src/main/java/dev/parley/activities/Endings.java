package dev.parley.activities;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Condition;
import dev.parley.agents.Ending;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Names;
import dev.parley.agents.Step;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.Closing;
import dev.parley.workflows.ConversationInput;
import dev.parley.workflows.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a round is closed: why, in words that a workflow does not have, and with which answer. */
final class Endings {

  private final Transcript transcript;
  private final Shelf shelf;

  Endings(Transcript transcript, Shelf shelf) {
    this.transcript = transcript;
    this.shelf = shelf;
  }

  Outcome close(Closing closing) {
    String id = closing.at().conversation();
    Blueprint blueprint = shelf.team(closing.at().blueprint()).blueprint();
    List<Entry> entries = shelf.all(id);
    Optional<Entry> answer = answer(blueprint, entries);
    Step.End end = closing.end();
    End recorded =
        transcript
            .conversations()
            .end(
                StoreEffects.place(closing.at()),
                new End(
                    end.reason(),
                    detail(blueprint, end, entries),
                    end.by(),
                    closing.humanInputs(),
                    answer.map(Entry::seq).orElse(null),
                    Instant.now()));
    return new Outcome(
        new Outcome.End(recorded.reason(), recorded.by(), recorded.humanInputs()),
        answer.map(entry -> where(entry, id, closing.inline())).orElse(null),
        late(id, closing.known()));
  }

  /** Words that are in the store although no signal has told so: they begin the next round. */
  private List<String> late(String id, List<String> known) {
    return transcript.mail().open(id).stream()
        .map(MailStore.Mail::id)
        .filter(mail -> !mail.equals(MailStore.TASK) && !mail.startsWith(MailStore.INSIDE))
        .filter(mail -> !known.contains(mail))
        .toList();
  }

  private static Outcome.Answer where(Entry entry, String id, boolean inline) {
    String text = entry.text();
    boolean fits = text.getBytes(StandardCharsets.UTF_8).length <= ConversationInput.MAX_INLINE;
    return new Outcome.Answer(id, entry.seq(), entry.head().digest(), inline && fits ? text : null);
  }

  private static boolean isCombined(Entry entry) {
    return entry.kind() == Kind.SUMMARY && entry.author().equals(Names.PARLEY);
  }

  /** The last thing that an agent said, or what was made of what several have said. */
  private static Optional<Entry> answer(Blueprint blueprint, List<Entry> entries) {
    Set<String> agents =
        Stream.concat(
                blueprint.agents().stream().map(Agent::name), blueprint.teams().keySet().stream())
            .collect(Collectors.toSet());
    return entries.reversed().stream()
        .filter(entry -> agents.contains(entry.author()) || isCombined(entry))
        .filter(entry -> !entry.head().opens())
        .filter(entry -> entry.kind().isMessage() || entry.kind() == Kind.SUMMARY)
        .filter(entry -> entry.head().reader().isEmpty())
        .findFirst();
  }

  private static @Nullable String detail(Blueprint blueprint, Step.End end, List<Entry> entries) {
    if (end.leaf() >= 0) {
      Condition whole =
          end.agent() == null
              ? blueprint.team().termination()
              : blueprint.agent(end.agent()).termination();
      return text(Ending.leaves(whole).get(end.leaf()));
    }
    if (end.agent() != null && end.reason().equals("maxConsecutiveAutoReply")) {
      return end.agent() + ": " + blueprint.agent(end.agent()).maxConsecutiveAutoReply();
    }
    return switch (end.reason()) {
      case "maxTurns" -> String.valueOf(blueprint.team().maxTurns());
      case "failed" -> last(entries, Event.FAILED).orElse(null);
      case "loopGuard" -> last(entries, Event.LOOP).orElse(null);
      case "budget" -> last(entries, Event.LIMIT).orElseGet(() -> budget(blueprint.budget()));
      default -> null;
    };
  }

  private static Optional<String> last(List<Entry> entries, Event event) {
    return entries.reversed().stream()
        .filter(entry -> entry.head().event() == event)
        .findFirst()
        .map(Entry::text);
  }

  private static String budget(Budget budget) {
    return "budget of the team: modelCalls %s, tokens %s, cost %s"
        .formatted(
            budget.modelCalls() == null ? "any" : budget.modelCalls(),
            budget.tokens() == null ? "any" : budget.tokens(),
            budget.cost() == null ? "any" : budget.cost().toPlainString());
  }

  private static String text(Condition leaf) {
    return switch (leaf) {
      case Condition.TextMention c -> c.text();
      case Condition.Exact c -> c.text();
      case Condition.Matches c -> c.regex();
      case Condition.Functional c -> c.function();
      case Condition.MaxMessages c -> String.valueOf(c.messages());
      case Condition.MaxTurns c -> String.valueOf(c.turns());
      case Condition.Timeout c -> c.after().toString();
      case Condition.Cost c -> c.dollars().toPlainString();
      case Condition.TokenUsage c ->
          "total %d, input %d, output %d".formatted(c.total(), c.input(), c.output());
      case Condition.Handoff c -> c.target();
      case Condition.SourceMatch c -> String.join(", ", c.sources());
      case Condition.FunctionCall c -> c.tool();
      case Condition.TextMessage c -> c.source() == null ? "" : c.source();
      case Condition.Not c -> "not " + c.of().reason();
      case Condition.StopMessage c -> "";
      case Condition.External c -> "";
      case Condition.Otherwise c -> "";
      case Condition.Any c -> "";
      case Condition.All c -> "";
      case Condition.Finding c -> "";
    };
  }
}
