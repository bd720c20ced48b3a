package dev.parley.client;

import dev.parley.agents.Choice;
import dev.parley.transcript.MailStore.Decision;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides: {@code Ruling.edit("{\"id\":17}").note("half only")}.
 *
 * @param choice what
 * @param text the reason, the answer or the result
 * @param arguments for {@code edit}: the complete new arguments as JSON
 * @param to for {@code delegate}: the name
 * @param amount for a budget: dollars more
 * @param note what the person adds
 * @param digest of what is decided about, as the person has seen it; absent: whatever is asked
 * @param remember whether the like is approved from now on
 * @param token what proves who decides; absent: it is only said
 */
public record Ruling(
    Choice choice,
    @Nullable String text,
    @Nullable String arguments,
    @Nullable String to,
    @Nullable BigDecimal amount,
    @Nullable String note,
    @Nullable String digest,
    boolean remember,
    @Nullable String token) {

  private static Ruling of(Choice choice, @Nullable String text) {
    return new Ruling(choice, text, null, null, null, null, null, false, null);
  }

  /** Do it. */
  public static Ruling approve() {
    return of(Choice.APPROVE, null);
  }

  /** Raise a budget by so many dollars. */
  public static Ruling approve(BigDecimal amount) {
    return new Ruling(Choice.APPROVE, null, null, null, amount, null, null, false, null);
  }

  /** Do it with these arguments, all of them. */
  public static Ruling edit(String arguments) {
    return new Ruling(Choice.EDIT, null, arguments, null, null, null, null, false, null);
  }

  /** Do not do it; the agent is told the reason. */
  public static Ruling reject(String reason) {
    return of(Choice.REJECT, reason);
  }

  /** Do not do it: this is its result. In a human turn: the answer. */
  public static Ruling respond(String text) {
    return of(Choice.RESPOND, text);
  }

  /** Let somebody else decide. */
  public static Ruling delegate(String to) {
    return new Ruling(Choice.DELEGATE, null, null, to, null, null, null, false, null);
  }

  /** An effect in doubt has happened, with this result. */
  public static Ruling happened(String result) {
    return of(Choice.HAPPENED, result);
  }

  /** An effect in doubt has not happened. */
  public static Ruling notHappened() {
    return of(Choice.NOT_HAPPENED, null);
  }

  /** An effect in doubt is to be tried once more. */
  public static Ruling retry() {
    return of(Choice.RETRY, null);
  }

  /** With a note. */
  public Ruling note(@Nullable String added) {
    return new Ruling(choice, text, arguments, to, amount, added, digest, remember, token);
  }

  /** Only as long as what is asked has this digest. */
  public Ruling about(@Nullable String seen) {
    return new Ruling(choice, text, arguments, to, amount, note, seen, remember, token);
  }

  /** And the like from now on, if the policy allows that. */
  public Ruling remembered() {
    return new Ruling(choice, text, arguments, to, amount, note, digest, true, token);
  }

  /** Proved by a token. */
  public Ruling proved(@Nullable String by) {
    return new Ruling(choice, text, arguments, to, amount, note, digest, remember, by);
  }

  Decision of(String request) {
    return new Decision(
        request, choice, digest, note, text, arguments, to, amount, remember, token);
  }
}
