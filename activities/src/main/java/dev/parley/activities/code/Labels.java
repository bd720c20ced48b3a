package dev.parley.activities.code;

import java.util.Map;

/** How a container tells whose it is. */
final class Labels {

  /** The process that made it. */
  static final String OWNER = "dev.parley.owner";

  /** The conversation that it runs for. */
  static final String CONVERSATION = "dev.parley.conversation";

  /** The effect of that conversation. */
  static final String INTENT = "dev.parley.intent";

  private Labels() {}

  static Map<String, String> of(Job job, String owner) {
    return Map.of(OWNER, owner, CONVERSATION, job.conversation(), INTENT, job.intent());
  }

  /** What all attempts of one effect have in common. */
  static Map<String, String> of(Job job) {
    return Map.of(CONVERSATION, job.conversation(), INTENT, job.intent());
  }
}
