package dev.parley.client;

import dev.parley.agents.Entry;

/** What became of something that a person sent. */
public sealed interface Verdict {

  /** It was taken; this is its entry. */
  record Taken(Entry entry) implements Verdict {}

  /** It changed nothing. */
  record Refused(String why) implements Verdict {}

  /** It is recorded, and not taken yet: workers or server are busy or away. */
  record Recorded(String why) implements Verdict {}
}
