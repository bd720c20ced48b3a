package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.Choice;
import dev.parley.agents.Human;
import dev.parley.agents.Intent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of all signals, as they come from people, programs and strangers. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SignalBody(
    @Nullable String id,
    @Nullable String by,
    @Nullable String to,
    @Nullable String mail,
    @Nullable String text,
    boolean afterTurn,
    @Nullable String request,
    @Nullable String decision,
    @Nullable String note,
    @Nullable JsonNode arguments,
    @Nullable BigDecimal amount,
    boolean remember,
    @Nullable Integer standing,
    @Nullable String agent,
    @Nullable String mode) {

  /** The longest id and name that are taken. */
  private static final int MAX_NAME = 100;

  /** No fields at all. */
  static final SignalBody EMPTY =
      new SignalBody(
          null, null, null, null, null, false, null, null, null, null, null, false, null, null,
          null);

  /**
   * The signal that these fields are.
   *
   * @param fallback the id of one that cannot be taken
   */
  Signal signal(String name, String ownId, String fallback) {
    Optional<String> wrong = wrong();
    if (wrong.isPresent()) {
      return new Signal.Refused(fallback, null, name + ": " + wrong.get());
    }
    // The names are Temporal's, so the switch cannot be exhaustive.
    return switch (name) {
      case "say" -> say(ownId);
      case "decide" -> decide(ownId);
      case "claim" ->
          request == null
              ? refused(ownId, "claim: has no request")
              : new Signal.Change(ownId, by, new Append.Claim(request));
      case "release" ->
          request == null
              ? refused(ownId, "release: has no request")
              : new Signal.Change(ownId, by, new Append.Release(request));
      case "revoke" ->
          standing == null
              ? refused(ownId, "revoke: has no standing, the number of a standing approval")
              : new Signal.Change(ownId, by, new Append.Revoke(standing));
      case "human" -> human(ownId);
      case "pause" -> new Signal.Pause(ownId, by);
      case "resume" -> new Signal.Resume(ownId, by);
      case "interrupt" -> new Signal.Interrupt(ownId, by);
      case "stop" -> new Signal.Stop(ownId, by, afterTurn);
      default -> refused(ownId, "unknown signal");
    };
  }

  private Signal refused(String ownId, String why) {
    return new Signal.Refused(ownId, by, why);
  }

  /** Ids and names end up in keys, columns and terminals. */
  private Optional<String> wrong() {
    boolean strange =
        Stream.of(request, decision, agent, mode)
            .filter(Objects::nonNull)
            .anyMatch(one -> !isName(one));
    if (strange) {
      return Optional.of("request, decision, agent or mode is no name");
    }
    Stream<String> names = Stream.of(id, by, to, mail).filter(Objects::nonNull);
    return names.allMatch(SignalBody::isName)
        ? Optional.empty()
        : Stream.of(id, by, to, mail)
                .filter(Objects::nonNull)
                .anyMatch(one -> one.length() > MAX_NAME)
            ? Optional.of("id, by, to or mail has more than 100 characters")
            : Optional.of("id, by, to or mail has a character that is none");
  }

  private static boolean isName(String text) {
    return text.length() <= MAX_NAME && text.codePoints().noneMatch(SignalBody::unprintable);
  }

  private static boolean unprintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Words in the store have one id, whatever their signal says: an entry bears them once. */
  private Signal say(String ownId) {
    if (mail != null && !mail.isEmpty()) {
      return mail.equals(Intent.TASK.key())
          ? refused(ownId, "say: the task is no words of a person")
          : new Signal.Say(mail, by, to, mail, null);
    }
    if (text == null) {
      return refused(ownId, "say: has neither text nor mail");
    }
    return isTooLong(text)
        ? refused(
            ownId, "say: text has more than 64 KiB; use ./parley say, which has no such limit")
        : new Signal.Say(ownId, by, to, null, text);
  }

  private Signal decide(String ownId) {
    if (mail != null && !mail.isEmpty()) {
      return mail.equals(Intent.TASK.key())
          ? refused(ownId, "decide: the task is no decision")
          : new Signal.Decide(mail, by, mail, ballot(""));
    }
    if (decision == null || Choice.parse(decision).isEmpty()) {
      return refused(
          ownId,
          "decide: decision is none of "
              + String.join(", ", Arrays.stream(Choice.values()).map(Choice::wire).toList()));
    }
    String changed = arguments == null ? "" : arguments.toString();
    if (isTooLong(text) || isTooLong(note) || isTooLong(changed)) {
      return refused(
          ownId,
          "decide: text, note or arguments have more than 64 KiB; use ./parley decide, which has"
              + " no such limit");
    }
    return new Signal.Decide(ownId, by, null, ballot(decision));
  }

  private Ballot ballot(String choice) {
    String changed =
        arguments == null
            ? null
            : arguments.isTextual() ? arguments.asText() : arguments.toString();
    return new Ballot(request, choice, by, note, text, changed, to, amount, remember);
  }

  private Signal human(String ownId) {
    Optional<Human> known =
        Arrays.stream(Human.values()).filter(one -> one.name().equals(mode)).findFirst();
    return agent == null || known.isEmpty()
        ? refused(ownId, "human: needs agent, and mode ALWAYS, TERMINATE or NEVER")
        : new Signal.Change(ownId, by, new Append.Mode(agent, known.get()));
  }

  private static boolean isTooLong(@Nullable String words) {
    return words != null
        && words.getBytes(StandardCharsets.UTF_8).length > ConversationInput.MAX_INLINE;
  }
}
