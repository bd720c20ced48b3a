package dev.parley.client.teamfile;

import dev.parley.agents.Handoff;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the replies of scripted models. */
final class ReplyReader {

  private static final String ANY = "any";

  private final Report report;

  ReplyReader(Report report) {
    this.report = report;
  }

  Optional<ScriptedReply> read(Value value) {
    if (!(value instanceof Section section)) {
      return Optional.empty();
    }
    Optional<String> say = section.text("say").or(() -> json(section));
    if (section.has("say") && section.has("json")) {
      report.error(section.at("json"), "stands beside say", "one of them is the reply");
      return Optional.empty();
    }
    Optional<ScriptedReply.Failure> fail = section.section("fail").flatMap(ReplyReader::failure);
    List<ScriptedReply.Call> calls = calls(section);
    section.text("handoff").map(ReplyReader::handoff).ifPresent(calls::add);
    boolean answers = say.isPresent() || section.has("calls") || section.has("handoff");
    if (answers == fail.isPresent()) {
      if (!section.broken()) {
        report.error(
            section.place(),
            both(say.isPresent(), answers),
            "an attempt fails, or says something or calls tools");
      }
      return Optional.empty();
    }
    if (say.isEmpty() && fail.isEmpty() && calls.isEmpty()) {
      return Optional.empty(); // what is wrong with the calls has been said
    }
    return Optional.of(
        new ScriptedReply(
            section.text("when").orElse(null),
            section.text("agent").orElse(null),
            times(section),
            say.orElse(null),
            section.text("thought").orElse(null),
            section.time("delay").orElse(null),
            section.section("usage").map(ReplyReader::usage).orElse(null),
            fail.orElse(null),
            calls));
  }

  /** A reply in JSON is its text. */
  private Optional<String> json(Section section) {
    return section
        .get("json")
        .filter(Value.Free.class::isInstance)
        .flatMap(json -> FreeText.json((Value.Free) json, report));
  }

  private static String both(boolean says, boolean answers) {
    return answers
        ? "has both %s and fail".formatted(says ? "say" : "calls")
        : "has neither say, json, calls nor fail";
  }

  private List<ScriptedReply.Call> calls(Section section) {
    return section.items("calls").stream()
        .filter(Section.class::isInstance)
        .map(Section.class::cast)
        .flatMap(call -> call.text("tool").map(tool -> call(tool, call)).stream())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static ScriptedReply.Call handoff(String to) {
    return new ScriptedReply.Call(Handoff.tool(to), "{}");
  }

  private ScriptedReply.Call call(String tool, Section section) {
    Optional<String> arguments =
        switch (section.get("arguments").orElse(null)) {
          case Value.Free free -> FreeText.json(free, report);
          case Value.Text text -> Optional.of(text.text());
          case null, default -> Optional.empty();
        };
    return new ScriptedReply.Call(tool, arguments.orElse("{}"));
  }

  private static int times(Section section) {
    return section.text("times").filter(ANY::equals).isPresent()
        ? 0
        : section.whole("times").orElse(1);
  }

  private static Usage usage(Section section) {
    return new Usage(
        section.large("input").orElse(0L),
        section.large("output").orElse(0L),
        section.large("cached").orElse(0L),
        section.large("reasoning").orElse(0L));
  }

  private static Optional<ScriptedReply.Failure> failure(Section section) {
    return section
        .whole("status")
        .map(status -> new ScriptedReply.Failure(status, section.time("retryAfter").orElse(null)));
  }
}
