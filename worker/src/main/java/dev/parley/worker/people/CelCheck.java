package dev.parley.worker.people;

import dev.parley.activities.people.Rules;
import dev.parley.client.teamfile.ExpressionCheck;
import java.util.Optional;

/** Lets {@code check} say what is wrong with an expression of a policy, as the workers see it. */
public final class CelCheck implements ExpressionCheck {

  private final Rules rules = new Rules();

  @Override
  public Optional<String> mistake(String expression) {
    return rules.problem(expression);
  }
}
