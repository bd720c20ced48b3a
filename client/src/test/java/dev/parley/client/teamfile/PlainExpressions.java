package dev.parley.client.teamfile;

import java.util.Optional;

/** Stands for the workers' language in tests: it knows two mistakes. */
public final class PlainExpressions implements ExpressionCheck {
  @Override
  public Optional<String> mistake(String expression) {
    if (expression.endsWith(">")) {
      return Optional.of("ends with an operator");
    }
    return expression.equals("bad expression") ? Optional.of("holds two words") : Optional.empty();
  }
}
