package dev.parley.client.teamfile;

import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.util.Optional;

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
    Optional<String> say = section.text("say");
    Optional<ScriptedReply.Failure> fail = section.section("fail").flatMap(ReplyReader::failure);
    if (say.isPresent() == fail.isPresent()) {
      if (!section.broken()) {
        report.error(
            section.place(),
            say.isPresent() ? "has both say and fail" : "has neither say nor fail",
            "an attempt fails or says something");
      }
      return Optional.empty();
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
            fail.orElse(null)));
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
