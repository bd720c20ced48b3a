package dev.parley.activities;

import dev.parley.activities.models.ModelReply;
import dev.parley.activities.models.Turn;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Pattern;
import dev.parley.agents.Summary;
import dev.parley.transcript.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A view as a model is shown it. */
final class ModelTurns {

  private ModelTurns() {}

  static List<Turn> of(View view) {
    List<Turn> turns = new ArrayList<>();
    for (View.Line line : view.lines()) {
      if (line.skipped() > 0) {
        turns.add(Turn.user(null, "Skipped %d messages.".formatted(line.skipped())));
      }
      turns.add(
          line.entry().words().detail() instanceof Entry.Calling calling
              ? use(line, calling)
              : said(line));
    }
    return List.copyOf(turns);
  }

  /** The same, and the question that a summary answers. */
  static List<Turn> summing(View view, Blueprint blueprint) {
    List<Turn> turns = new ArrayList<>(of(view));
    turns.add(Turn.user(null, prompt(blueprint)));
    return List.copyOf(turns);
  }

  private static String prompt(Blueprint blueprint) {
    if (blueprint.summing() != null
        && blueprint.summing().summary() instanceof Summary.Reflection reflection) {
      return reflection.prompt();
    }
    return blueprint.team() instanceof Pattern.TwoAgentChat chat
            && chat.summary() instanceof Summary.Reflection reflection
        ? reflection.prompt()
        : Summary.Reflection.DEFAULT_PROMPT;
  }

  private static Turn said(View.Line line) {
    if (line.entry().head().reader().isPresent()) {
      return Turn.user(null, ContextSummary.BEFORE + line.text());
    }
    return line.own() ? Turn.assistant(line.text()) : Turn.user(line.author(), line.text());
  }

  private static Turn use(View.Line line, Entry.Calling calling) {
    Map<String, String> results = new HashMap<>();
    if (line.results() != null && line.results().words().detail() instanceof Entry.Results all) {
      all.results().forEach(result -> results.put(result.id(), result.text()));
    }
    return new Turn.ToolUse(
        line.entry().text(),
        calling.calls().stream()
            .map(
                call ->
                    new Turn.Used(
                        new ModelReply.Call(call.id(), call.tool(), call.arguments()),
                        results.getOrDefault(call.id(), Turn.Used.CANCELLED)))
            .toList());
  }
}
