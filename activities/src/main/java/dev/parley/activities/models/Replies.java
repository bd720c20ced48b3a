package dev.parley.activities.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges answers: one that is whole becomes a reply, any other a failure. */
final class Replies {

  /** What looks like an identifier: it stands in histories, where no word may be. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private Replies() {}

  /**
   * The reply.
   *
   * @throws ModelFailure if the answer is of no use
   */
  static ModelReply of(ModelCall call, Answer answer, HttpAnswer http, long millis) {
    Tokens tokens = Tokens.of(call, answer);
    List<ModelReply.Call> wanted = calls(answer.calls());
    Optional<String> unusable =
        answer.finish().problem().or(() -> problem(call, answer.text(), wanted));
    if (unusable.isPresent()) {
      FailureType type = answer.finish().type();
      ModelFailure useless = HttpFailures.unusable(call.spec(), type, http, unusable.get());
      throw new ModelFailure(type, useless.getMessage(), useless.facts().used(tokens.usage()));
    }
    List<ModelReply.Call> calls = call.calls() ? wanted : List.of();
    return new ModelReply(
        calls.isEmpty() ? answer.text() : answer.text().strip(),
        calls,
        answer.thought().isEmpty() ? null : answer.thought(),
        tokens.usage(),
        tokens.estimated(),
        null,
        calls.isEmpty() ? word(answer.finish()) : ModelReply.TOOL_CALLS,
        requestId(answer, http),
        millis,
        null,
        null);
  }

  private static Optional<String> problem(
      ModelCall call, String text, List<ModelReply.Call> wanted) {
    if (wanted.size() > ModelReply.MOST_CALLS) {
      return Optional.of(
          "%d tool calls, at most %d are taken".formatted(wanted.size(), ModelReply.MOST_CALLS));
    }
    if (!text.isBlank() || call.calls() && !wanted.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(wanted.isEmpty() ? "an empty text" : "tool calls where none are allowed");
  }

  private static String word(Finish finish) {
    return finish == Finish.OTHER ? "other" : ModelReply.STOP;
  }

  private static @Nullable String requestId(Answer answer, HttpAnswer http) {
    return http.requestId()
        .or(() -> Optional.ofNullable(answer.id()).filter(HttpAnswer::isIdentifier))
        .orElse(null);
  }

  private static List<ModelReply.Call> calls(List<Answer.Wanted> wanted) {
    List<ModelReply.Call> calls = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Answer.Wanted one : wanted) {
      String id = id(one.id(), calls.size() + 1, ids);
      calls.add(new ModelReply.Call(id, one.tool().strip(), one.arguments()));
    }
    return calls;
  }

  /** The provider's id where it is one, else one by the place of the call. */
  private static String id(@Nullable String given, int place, Set<String> taken) {
    String wanted = given != null && ID.matcher(given).matches() ? given : "call_" + place;
    String id = wanted;
    for (int again = place; !taken.add(id); again++) {
      id = "call_" + place + "_" + again;
    }
    return id;
  }
}
