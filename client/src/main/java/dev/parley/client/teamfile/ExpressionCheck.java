package dev.parley.client.teamfile;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Whether an expression of a policy ({@code when}) can be understood. Workers evaluate them, so a
 * client alone does not know their language; the {@code parley-worker} module brings it, as a
 * service of this type. Without one, the mistake shows when a conversation first asks.
 */
public interface ExpressionCheck {

  /** What is wrong with an expression, in a few words; empty: nothing. */
  Optional<String> mistake(String expression);

  /** The one that is on the class path; without any, nothing is found to be wrong. */
  static ExpressionCheck found() {
    return ServiceLoader.load(ExpressionCheck.class)
        .findFirst()
        .orElse(expression -> Optional.empty());
  }
}
