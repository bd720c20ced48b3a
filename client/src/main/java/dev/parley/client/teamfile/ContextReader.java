package dev.parley.client.teamfile;

import dev.parley.agents.Context;
import java.math.BigDecimal;
import java.util.Optional;

/** Makes what of the conversation a model is sent. */
final class ContextReader {

  private ContextReader() {}

  static Optional<Context> read(Value context) {
    if (!(context instanceof Value.Chosen chosen)) {
      return Optional.empty();
    }
    if (chosen.value().isEmpty()) {
      return Optional.of(new Context.Unbounded());
    }
    Value value = chosen.value().get();
    if (value instanceof Section section) {
      return headAndTail(section);
    }
    return value instanceof Value.Amount amount
        ? counted(chosen.word(), amount.number())
        : Optional.empty();
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
}
