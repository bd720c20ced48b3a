package dev.parley.client.teamfile;

import dev.parley.agents.Context;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes what of the conversation a model is sent: by author, then what {@code context} says. */
final class ContextReader {

  private final Report report;
  private final UnaryOperator<String> models;

  /**
   * Reads the agents of one file.
   *
   * @param models the model that a name stands for
   */
  ContextReader(Report report, UnaryOperator<String> models) {
    this.report = report;
    this.models = models;
  }

  List<Context> read(Section agent) {
    List<Context> all = new ArrayList<>();
    agent.section("sees").flatMap(this::sees).ifPresent(all::add);
    for (Value item : agent.items("context")) {
      Optional<Context> policy = policy(item);
      if (policy.isPresent() && isSecondSummary(policy.get(), all)) {
        report.error(
            agent.at("context"), "has summarizing twice", "one summary can stand in one context");
      } else {
        policy.ifPresent(all::add);
      }
    }
    return all;
  }

  private static boolean isSecondSummary(Context policy, List<Context> before) {
    return policy instanceof Context.Summarizing
        && before.stream().anyMatch(Context.Summarizing.class::isInstance);
  }

  private Optional<Context> sees(Section sees) {
    var sources = new LinkedHashMap<String, Context.Share>();
    sees.eachSection(
        (author, share) ->
            sources.put(
                author,
                new Context.Share(
                    share.whole("first").orElse(null), share.whole("last").orElse(null))));
    if (sources.isEmpty() && !sees.broken()) {
      report.error(
          sees.place(), "names nobody", "name an author: { writer: { last: 1 } }; {}: all of his");
    }
    return sources.isEmpty() ? Optional.empty() : Optional.of(new Context.BySource(sources));
  }

  private Optional<Context> policy(Value context) {
    if (!(context instanceof Value.Chosen chosen)) {
      return Optional.empty();
    }
    return chosen
        .value()
        .map(value -> policy(chosen.word(), value))
        .orElseGet(() -> Optional.of(new Context.Unbounded()));
  }

  private Optional<Context> policy(String word, Value value) {
    return switch (value) {
      case Section section when word.equals("summarizing") -> summarizing(section);
      case Section section -> headAndTail(section);
      case Value.Amount amount -> counted(word, amount.number());
      default -> Optional.empty();
    };
  }

  private static Optional<Context> counted(String word, BigDecimal number) {
    return Optional.of(
        word.equals("buffered")
            ? new Context.Buffered(number.intValueExact())
            : new Context.TokenLimited(number.intValueExact()));
  }

  private static Optional<Context> headAndTail(Section section) {
    Optional<Integer> tail = section.whole("tail");
    return section
        .whole("head")
        .filter(head -> tail.isPresent())
        .map(head -> new Context.HeadAndTail(head, tail.orElseThrow()));
  }

  private Optional<Context> summarizing(Section section) {
    return section
        .whole("above")
        .map(
            above ->
                new Context.Summarizing(
                    section.text("model").map(models).orElse(null),
                    above,
                    section.whole("keepLast").orElse(null)));
  }
}
