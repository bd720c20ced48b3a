package dev.parley.client.teamfile;

import dev.parley.agents.Executor;
import java.util.Locale;

/** Makes executors. */
final class ExecutorReader {

  private ExecutorReader() {}

  static Executor read(Section section) {
    return new Executor(
        section
            .text("type")
            .map(type -> Executor.Type.valueOf(type.toUpperCase(Locale.ROOT)))
            .orElse(null),
        section.text("image").orElse(null),
        section.flag("network"),
        section.texts("packages"),
        section.large("memory").orElse(null),
        section.number("cpus").map(Number::doubleValue).orElse(null),
        section.time("timeout").orElse(null),
        section.whole("output").orElse(null));
  }
}
