package dev.parley.worker.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.agents.Choice;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.Json;
import dev.parley.transcript.MailStore.Decision;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person has sent by the forms of the page, as a decision or as what is wrong with it. */
sealed interface Wish {

  /** Characters that a text may have. */
  int LONGEST = 65_536;

  /** It can be decided. */
  record Decided(Decision decision) implements Wish {}

  /** It cannot: the person is told why, and the link stays good. */
  record Wrong(String why) implements Wish {}

  /**
   * Reads a form.
   *
   * @param allow the decisions that the link is good for
   * @param token id of the token that proves who decides
   */
  static Wish read(Map<String, String> form, Asked asked, List<Choice> allow, String token) {
    Optional<Choice> choice = Choice.parse(form.getOrDefault("decision", ""));
    if (choice.isEmpty() || !allow.contains(choice.get())) {
      return new Wrong("This decision is not allowed here.");
    }
    if (form.values().stream().anyMatch(text -> text.length() > LONGEST)) {
      return new Wrong("The text is too long; at most %d characters.".formatted(LONGEST));
    }
    return problem(form, asked, choice.get())
        .<Wish>map(Wrong::new)
        .orElseGet(() -> new Decided(decision(form, asked, choice.get(), token)));
  }

  private static Optional<String> problem(Map<String, String> form, Asked asked, Choice choice) {
    return switch (choice) {
      case EDIT ->
          asked.request().kind() == RequestKind.TOOL
              ? notJson(form.getOrDefault("arguments", ""))
              : missing(form, "arguments", "There is no text.");
      case DELEGATE -> missing(form, "to", "Name the person who is to decide.");
      case RESPOND ->
          asked.request().kind().isAnswered()
              ? Optional.empty()
              : missing(form, "text", "Write the result that the agent is to be told.");
      case HAPPENED -> missing(form, "text", "Write what its result was.");
      case APPROVE -> notMoney(form.getOrDefault("amount", ""));
      case REJECT, NOT_HAPPENED, RETRY -> Optional.empty();
    };
  }

  private static Optional<String> missing(Map<String, String> form, String field, String why) {
    return form.getOrDefault(field, "").isBlank() ? Optional.of(why) : Optional.empty();
  }

  private static Optional<String> notJson(String arguments) {
    ObjectMapper strict = Json.mapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try {
      return strict.readTree(arguments).isObject()
          ? Optional.empty()
          : Optional.of("The arguments must be a JSON object: {…}.");
    } catch (JsonProcessingException e) {
      return Optional.of(
          "The arguments are no JSON: line %d, column %d."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  private static Optional<String> notMoney(String amount) {
    if (amount.isBlank()) {
      return Optional.empty();
    }
    boolean money = amount.strip().matches("[0-9]{1,9}([.][0-9]{1,4})?");
    return money ? Optional.empty() : Optional.of("The amount must be dollars, such as 2.50.");
  }

  private static Decision decision(
      Map<String, String> form, Asked asked, Choice choice, String token) {
    String note = text(form, "note");
    String amount = text(form, "amount");
    boolean rejects = choice == Choice.REJECT;
    return new Decision(
        asked.request().id(),
        choice,
        asked.digest().isEmpty() ? null : asked.digest(),
        rejects ? null : note,
        // The reason of a rejection is what the agent is told.
        rejects ? note : said(form, choice),
        choice == Choice.EDIT ? text(form, "arguments") : null,
        choice == Choice.DELEGATE ? text(form, "to") : null,
        choice == Choice.APPROVE && amount != null ? new BigDecimal(amount) : null,
        choice == Choice.APPROVE && "true".equals(form.get("remember")),
        token);
  }

  /** An empty answer to a human turn is none: it is the Enter key. */
  private static @Nullable String said(Map<String, String> form, Choice choice) {
    return switch (choice) {
      case RESPOND, HAPPENED -> text(form, "text");
      case APPROVE, EDIT, REJECT, DELEGATE, NOT_HAPPENED, RETRY -> null;
    };
  }

  private static @Nullable String text(Map<String, String> form, String field) {
    String text = clean(form.getOrDefault(field, "")).strip();
    return text.isEmpty() ? null : text;
  }

  /** Browsers send other line ends than anybody has typed. */
  private static String clean(String text) {
    return text.replace("\r\n", "\n");
  }
}
