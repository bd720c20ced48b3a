package dev.parley.activities.models;

import dev.parley.agents.Usage;

/**
 * What a call used.
 *
 * @param estimated whether nobody reported it
 */
record Tokens(Usage usage, boolean estimated) {

  private static final int CHARACTERS_PER_TOKEN = 4;

  /** As the endpoint reports it; else estimated, so that limits hold for endpoints that do not. */
  static Tokens of(ModelCall call, Answer answer) {
    Usage reported = answer.usage();
    return reported == null
        ? new Tokens(estimate(call, answer.characters()), true)
        : new Tokens(reported, false);
  }

  /**
   * A token is about four characters.
   *
   * @param reply characters of the reply
   */
  static Usage estimate(ModelCall call, long reply) {
    return new Usage(tokens(call.characters()), tokens(reply), 0, 0);
  }

  private static long tokens(long characters) {
    return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }
}
