package dev.parley.cli;

import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.RequestKind;
import dev.parley.client.Ruling;
import dev.parley.transcript.Json;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions as people type them: {@code edit '{"id":17}'}, {@code reject "too much"}. */
final class Rulings {

  private final RequestKind kind;
  private final Texts texts;

  Rulings(RequestKind kind, Texts texts) {
    this.kind = kind;
    this.texts = texts;
  }

  /**
   * What may be decided, with what belongs to it: {@code approve · edit JSON · reject "reason"}.
   */
  static String offered(Entry.Asking asking) {
    List<String> words =
        asking.allow().stream()
            .flatMap(word -> Choice.parse(word).stream())
            .map(choice -> form(choice, asking.kind()))
            .toList();
    return String.join(" · ", words);
  }

  private static String form(Choice choice, String kind) {
    return switch (choice) {
      case APPROVE -> kind.equals(RequestKind.BUDGET.wire()) ? "approve [AMOUNT]" : "approve";
      case EDIT -> "edit JSON";
      case REJECT -> "reject REASON";
      case RESPOND -> "respond TEXT";
      case DELEGATE -> "delegate NAME";
      case HAPPENED -> "happened RESULT";
      case NOT_HAPPENED, RETRY -> choice.wire();
    };
  }

  /** The choice of that name. */
  static Choice choice(String written) {
    return Choice.parse(written)
        .orElseThrow(
            () ->
                UsageException.unknown(
                    "there is no decision",
                    written,
                    Arrays.stream(Choice.values()).map(Choice::wire).toList()));
  }

  /** A whole line of a person at a prompt: the decision, and the rest of the line. */
  Ruling typed(String line) {
    String[] parts = line.strip().split("\\s+", 2);
    Choice choice = choice(parts[0]);
    String rest = parts.length > 1 ? parts[1].strip() : null;
    return choice == Choice.DELEGATE ? of(choice, null, rest) : of(choice, unquoted(rest), null);
  }

  /** People quote at a prompt as they do in a shell. */
  private static @Nullable String unquoted(@Nullable String text) {
    boolean quoted =
        text != null
            && text.length() > 1
            && (text.startsWith("\"") && text.endsWith("\"")
                || text.startsWith("'") && text.endsWith("'"));
    return text != null && quoted ? text.substring(1, text.length() - 1) : text;
  }

  /**
   * A decision.
   *
   * @param given what stands behind it
   * @param to the name behind {@code --to}
   * @throws UsageException if something is missing, or means nothing with this decision
   */
  Ruling of(Choice choice, @Nullable String given, @Nullable String to) {
    if (to != null && choice != Choice.DELEGATE) {
      throw new UsageException("--to: only delegate has somebody to delegate to");
    }
    return switch (choice) {
      case APPROVE -> approve(given);
      case EDIT -> Ruling.edit(arguments(needed("edit", "JSON or @FILE", given)));
      case REJECT -> Ruling.reject(given == null ? "" : texts.readAny("reason", given));
      case RESPOND -> Ruling.respond(texts.readAny("text", needed("respond", "\"text\"", given)));
      case DELEGATE -> {
        none(choice, given);
        yield Ruling.delegate(Persons.named("--to", needed("delegate", "--to NAME", to)));
      }
      case HAPPENED ->
          Ruling.happened(texts.readAny("result", needed("happened", "\"its result\"", given)));
      case NOT_HAPPENED -> {
        none(choice, given);
        yield Ruling.notHappened();
      }
      case RETRY -> {
        none(choice, given);
        yield Ruling.retry();
      }
    };
  }

  private Ruling approve(@Nullable String given) {
    if (given == null) {
      return Ruling.approve();
    }
    if (kind != RequestKind.BUDGET) {
      throw new UsageException(
          "approve: \"%s\" is too much; only a budget is raised by an amount".formatted(given));
    }
    return Ruling.approve(
        amount(given)
            .orElseThrow(
                () ->
                    new UsageException(
                        "approve: \"%s\" is no amount of dollars above 0".formatted(given))));
  }

  private static Optional<BigDecimal> amount(String given) {
    return given.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
        ? Optional.of(new BigDecimal(given)).filter(amount -> amount.signum() > 0)
        : Optional.empty();
  }

  /** A plan is text; the arguments of a tool are all of them, as one JSON object. */
  private String arguments(String given) {
    String text = texts.read("arguments", given);
    if (kind != RequestKind.PLAN && !isObject(text)) {
      throw new UsageException(
          "edit: this is no JSON object; write all arguments, such as '{\"id\":17}', or @FILE");
    }
    return text;
  }

  private static boolean isObject(String text) {
    try {
      return Json.read(text, com.fasterxml.jackson.databind.JsonNode.class).isObject();
    } catch (IllegalArgumentException e) {
      return false; // what is no JSON is no object either
    }
  }

  private static String needed(String word, String what, @Nullable String given) {
    if (given == null) {
      throw new UsageException("%s: missing: %s".formatted(word, what));
    }
    return given;
  }

  private static void none(Choice choice, @Nullable String given) {
    if (given != null) {
      throw new UsageException(
          "%s: \"%s\" is too much; --note adds words".formatted(choice.wire(), given));
    }
  }
}
