package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The cause of an effect, whatever the order in which things happen: {@code turn/4/coder/1}, {@code
 * mail/ID}, {@code request/r3}. Together with conversation and branch it is the identity of an
 * effect: the same intent never happens twice.
 *
 * @param key the written form, at most 200 characters
 */
public record Intent(@JsonValue String key) {

  /** The task: the first entry of every conversation. */
  public static final Intent TASK = new Intent("task");

  private static final String SELECT = "select/";
  private static final String REQUEST = "request/";

  @JsonCreator
  public Intent {
    if (key.isEmpty() || key.length() > 200) {
      throw new IllegalArgumentException(
          "intent must have 1 to 200 characters, has %d".formatted(key.length()));
    }
  }

  /** The given call (from 1) of an agent in a turn (from 1). */
  public static Intent call(int turn, String agent, int call) {
    // No format: digits that depend on the locale of a worker would make another intent.
    return new Intent("turn/" + turn + "/" + agent + "/" + call);
  }

  /**
   * The given call (from 1) of a tool in a batch of an agent's turn; another one for each time that
   * a person has asked to try it once more.
   */
  public static Intent tool(int turn, String agent, int batch, int call, int tries) {
    String again = tries == 0 ? "" : "/again/" + tries;
    return new Intent("turn/" + turn + "/" + agent + "/" + batch + "/tool/" + call + again);
  }

  /** The given attempt (from 1, over the whole conversation) to find out who speaks next. */
  public static Intent select(int attempt) {
    return new Intent(SELECT + attempt);
  }

  /** Whether it is an attempt to find out who speaks. */
  boolean isSelection() {
    return key.startsWith(SELECT);
  }

  /** The id of the request that it opens; empty: it opens none. */
  String requestId() {
    boolean opens = key.startsWith(REQUEST) && key.indexOf('/', REQUEST.length()) < 0;
    return opens ? key.substring(REQUEST.length()) : "";
  }

  /** What is made of the answers of the round which began at the given entry. */
  public static Intent aggregate(int since) {
    return new Intent("aggregate/" + since);
  }

  /** What falls due about a request: a reminder, a deadline. */
  public static Intent due(String request, long at) {
    return new Intent("request/" + request + "/due/" + at);
  }

  /** What a signal with this id says or commands. */
  public static Intent signal(String id) {
    return new Intent("signal/" + id);
  }

  /** The opening of a request. */
  public static Intent request(String id) {
    return new Intent("request/" + id);
  }

  /** The summary that closes the round which began at the given entry. */
  public static Intent summary(int since) {
    return new Intent("summary/" + since);
  }

  /** The beginning or the end of a chat (from 1) of a team whose round began at the given entry. */
  public static Intent chat(int since, int chat, boolean ends) {
    return new Intent("chat/" + since + "/" + chat + (ends ? "/end" : "/begin"));
  }

  /** An event of the conversation itself, told apart by the seq at which it was first noticed. */
  public static Intent event(String event, int seq) {
    return new Intent("event/" + event + "/" + seq);
  }

  @Override
  public String toString() {
    return key;
  }
}
