package dev.parley.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.activities.SentRequests;
import dev.parley.activities.models.ModelCall;
import dev.parley.activities.models.ModelKeys;
import dev.parley.activities.models.Models;
import dev.parley.activities.models.Prices;
import dev.parley.activities.models.Turn;
import dev.parley.activities.models.WrittenRequest;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.client.view.Display;
import dev.parley.transcript.Json;
import dev.parley.transcript.Transcript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a model was sent, for {@code show --sent}: messages with roles, tools, parameters. */
final class SentView {

  private static final int COLUMN = 12;

  private SentView() {}

  /**
   * The request behind an entry.
   *
   * @throws UsageException if there is no such entry, or no model wrote it
   */
  static String render(
      Transcript transcript, Blueprint team, List<Entry> entries, int seq, boolean json) {
    if (seq < 0 || seq >= entries.size()) {
      throw new UsageException(
          "--sent %d: there is no such entry; the last one is %d"
              .formatted(seq, entries.size() - 1));
    }
    // Nothing is called, so no key is looked for.
    try (Models models =
        Models.standard(new ModelKeys(Map.of(), List.of(), name -> false), Prices.builtIn())) {
      SentRequests.Request request =
          new SentRequests(transcript, models)
              .of(team, entries, seq)
              .orElseThrow(() -> new UsageException(noModel(entries, seq)));
      return json ? json(request) : text(request);
    }
  }

  private static String noModel(List<Entry> entries, int seq) {
    String those =
        entries.stream()
            .filter(entry -> entry.words().origin() != null && entry.kind() != Kind.EVENT)
            .map(entry -> String.valueOf(entry.seq()))
            .collect(Collectors.joining(", "));
    return "--sent %d: no model wrote this entry; models wrote %s"
        .formatted(seq, those.isEmpty() ? "none" : those);
  }

  // --- As JSON

  private static String json(SentRequests.Request request) {
    ModelCall call = request.call();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seq", request.entry().seq());
    line.put("agent", call.agent());
    line.put("model", call.spec().label());
    line.put("parameters", parameters(call.spec()));
    line.put("messages", messages(call));
    line.put("tools", call.tools().stream().map(SentView::tool).toList());
    line.put("mayCallTools", call.calls());
    line.put("toolsKnown", request.complete());
    request
        .written()
        .ifPresent(
            written -> {
              line.put("url", written.url());
              line.put("body", Json.read(written.body(), JsonNode.class));
            });
    line.put("proof", request.proof().name().toLowerCase(Locale.ROOT));
    return Json.write(line);
  }

  private static Map<String, Object> parameters(ModelSpec spec) {
    Map<String, Object> all = new LinkedHashMap<>();
    if (spec.temperature() != null) {
      all.put("temperature", spec.temperature());
    }
    if (spec.maxTokens() != null) {
      all.put("maxTokens", spec.maxTokens());
    }
    return all;
  }

  private static Map<String, Object> tool(ModelCall.Offer offer) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", offer.name());
    one.put("description", offer.description());
    one.put("parameters", Json.read(offer.parameters(), JsonNode.class));
    return one;
  }

  private static List<Map<String, Object>> messages(ModelCall call) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Part part : parts(call)) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("role", part.role());
      if (!part.name().isEmpty()) {
        one.put("name", part.name());
      }
      one.put("text", part.text());
      all.add(one);
    }
    return all;
  }

  // --- For people

  private static String text(SentRequests.Request request) {
    ModelCall call = request.call();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s was sent this for %s:"
            .formatted(Display.line(call.spec().label()), Display.line(call.agent())));
    lines.add("");
    for (Part part : parts(call)) {
      String who = part.name().isEmpty() ? part.role() : part.role() + " " + part.name();
      lines.add(line(who, part.text()));
    }
    lines.add("");
    parameters(call.spec()).forEach((name, value) -> lines.add("%-12s %s".formatted(name, value)));
    call.tools().forEach(offer -> lines.add(line("tool", offer.name() + " " + offer.parameters())));
    if (!call.tools().isEmpty()) {
      lines.add(
          "The tools are those that the worker had%s."
              .formatted(call.calls() ? "" : "; it might not call them any more"));
    }
    request
        .written()
        .map(WrittenRequest::url)
        .ifPresent(url -> lines.add("POST " + Display.line(url)));
    lines.add(proof(request));
    return String.join("\n", lines);
  }

  private static String proof(SentRequests.Request request) {
    return switch (request.proof()) {
      case SAME -> "Made again from the entries and the team: byte for byte what was sent.";
      case OTHER ->
          "Made again from the entries and the team, but not byte for byte what was sent: the model"
              + " was told of answers that had not the right form, or another version of Parley"
              + " sent it.";
      case UNKNOWN ->
          request.complete()
              ? "Made again from the entries and the team; no endpoint was asked."
              : "Made again from the entries and the team; an older version of Parley sent it, which"
                  + " did not keep what its workers knew of tools.";
    };
  }

  private static String line(String author, String text) {
    String name = Display.line(author);
    String indent = " ".repeat(Math.max(COLUMN, name.length()) + 3);
    return "%-12s › %s".formatted(name, Display.terminal(text.strip(), indent));
  }

  // --- Messages

  private record Part(String role, String name, String text) {}

  private static List<Part> parts(ModelCall call) {
    List<Part> parts = new ArrayList<>();
    if (call.system() != null && !call.system().isBlank()) {
      parts.add(new Part("system", "", call.system()));
    }
    for (Turn turn : call.turns()) {
      switch (turn) {
        case Turn.Text text ->
            parts.add(
                new Part(
                    text.role() == Turn.Role.USER ? "user" : "assistant",
                    text.name() == null ? "" : text.name(),
                    text.text()));
        case Turn.ToolUse use -> tools(use, parts);
      }
    }
    return parts;
  }

  private static void tools(Turn.ToolUse use, List<Part> parts) {
    String calls =
        use.uses().stream()
            .map(used -> used.call().tool() + " " + used.call().arguments())
            .collect(Collectors.joining("\n"));
    parts.add(new Part("assistant", "", use.said().isBlank() ? calls : use.said() + "\n" + calls));
    use.uses().forEach(used -> parts.add(new Part("tool", used.call().tool(), used.result())));
  }
}
