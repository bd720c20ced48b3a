package dev.parley.worker.people;

import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Policy;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.ConversationStore.Standing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page of one request: what is asked, all of it; who asks and why; until when and what happens
 * then; and the decisions. Everything that others have written passes {@link Codes}.
 *
 * @param person who has the link
 * @param allow the decisions that the link is good for
 * @param remember whether an approval may stand for the like
 */
record RequestPage(
    Asked asked, String person, List<Choice> allow, boolean remember, ZoneId zone, Instant now) {

  private static final int SHORT = 400;

  String html() {
    String title = "%s: %s".formatted(asked.request().team(), asked.request().kind().words());
    return PageText.of(
        title,
        String.join(
            "\n",
            "<p class=\"small\">Parley asks <span class=\"who\">%s</span></p>"
                .formatted(Codes.line(person)),
            "<h1>%s</h1>".formatted(heading()),
            words(),
            arguments(),
            facts(),
            RequestForms.of(asked, allow, remember),
            reasons()));
  }

  private String heading() {
    String agent = asked.request().agent();
    String who = Codes.line(agent.isEmpty() ? "The conversation" : agent);
    String tool = asked.asking().tool();
    return switch (asked.request().kind()) {
      case TOOL ->
          "%s asks to call <code>%s</code>".formatted(who, Codes.line(String.valueOf(tool)));
      case CODE -> who + " asks to run code";
      case PLAN -> who + " asks to follow a plan";
      case BUDGET -> "The budget is used up: may it be raised?";
      case IN_DOUBT ->
          "Has <code>%s</code> happened? Nobody knows"
              .formatted(Codes.line(tool == null ? "it" : tool));
      case HUMAN, TASK -> who + " asks for an answer";
      case SPEAKER -> "Who speaks next?";
      case HANDOFF -> who + " hands over to you";
    };
  }

  private String words() {
    return asked.words().isBlank()
        ? ""
        : "<h2>The question</h2>\n<pre>%s</pre>".formatted(Codes.block(asked.words()));
  }

  private String arguments() {
    String label =
        switch (asked.request().kind()) {
          case CODE -> "The code, complete";
          case PLAN -> "The plan, complete";
          case TASK -> "The task, complete and exact";
          case TOOL, IN_DOUBT -> "The arguments, complete and exact";
          case HUMAN, HANDOFF, SPEAKER, BUDGET -> "What it is about";
        };
    boolean json =
        asked.request().kind() == RequestKind.TOOL
            || asked.request().kind() == RequestKind.TASK
            || asked.request().kind() == RequestKind.IN_DOUBT;
    return asked
        .arguments()
        .map(
            text ->
                "<h2>%s</h2>\n<pre id=\"arguments\">%s</pre>\n<p class=\"small\">%s</p>"
                    .formatted(label, Codes.block(json ? Pretty.json(text) : text), digest()))
        .orElse("");
  }

  private String digest() {
    return asked.digest().isEmpty()
        ? ""
        : "Your decision is bound to it by its digest <code>%s</code>. Signs that cannot be seen are shown as <b class=\"code\">U+202E</b>."
            .formatted(Codes.line(asked.digest()));
  }

  // --- Around it

  private String facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Deadline", deadline());
    facts.put("Asked", Times.at(asked.request().askedAt(), zone) + ago());
    facts.put("Who decides", String.join(", ", asked.request().who()));
    String policies = asked.asking().policies();
    if (policies != null) {
      facts.put("Because of", "policy " + policies.replace("+", ", "));
    }
    if (asked.request().priority() == Policy.Priority.HIGH) {
      facts.put("Priority", "high");
    }
    facts.put("Conversation", asked.request().conversation() + ", request " + asked.request().id());
    facts.put(
        "Team", "%s, started by %s".formatted(asked.request().team(), asked.request().starter()));
    facts.put("Spent so far", spent(asked.standing()));
    return facts.entrySet().stream()
        .map(
            one ->
                "<tr><th scope=\"row\">%s</th><td>%s</td></tr>"
                    .formatted(one.getKey(), Codes.line(one.getValue())))
        .collect(Collectors.joining("\n", "<table>\n", "\n</table>"));
  }

  private String ago() {
    return ", " + Times.from(now, asked.request().askedAt());
  }

  private String deadline() {
    Instant deadline = asked.request().deadline();
    if (deadline == null) {
      return "none: it waits";
    }
    String then = asked.request().then();
    return "%s, %s%s"
        .formatted(
            Times.at(deadline, zone),
            Times.from(now, deadline),
            then == null ? "" : "; then: " + then);
  }

  private static String spent(Standing standing) {
    return String.format(
        Locale.ROOT,
        "$%s, %d model calls, %d tokens, %d code runs",
        standing.cost().dollars().stripTrailingZeros().toPlainString(),
        standing.modelCalls(),
        standing.usage().total(),
        standing.codeRuns());
  }

  private String reasons() {
    String task =
        "<h2>The task</h2>\n<pre>%s</pre>".formatted(Codes.block(shortened(asked.task(), 2_000)));
    if (asked.before().isEmpty()) {
      return task;
    }
    return asked.before().stream()
        .map(RequestPage::entry)
        .collect(
            Collectors.joining("\n", task + "\n<h2>What was said last</h2>\n<ol>\n", "\n</ol>"));
  }

  private static String entry(Entry entry) {
    String text =
        entry.words().detail() instanceof Entry.Calling calling
            ? calling.calls().stream()
                .map(call -> call.tool() + " " + call.arguments())
                .collect(Collectors.joining("\n"))
            : entry.words().detail() instanceof Entry.Results results
                ? results.results().stream()
                    .map(result -> result.tool() + ": " + result.text())
                    .collect(Collectors.joining("\n"))
                : entry.text();
    return "<li><span class=\"who\">%s</span> <span class=\"small\">%s</span><br>%s</li>"
        .formatted(
            Codes.line(entry.author()),
            entry.kind().wire(),
            Codes.block(shortened(text, SHORT)).replace("\n", "<br>"));
  }

  private static String shortened(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most)) + " … (shortened)";
  }
}
