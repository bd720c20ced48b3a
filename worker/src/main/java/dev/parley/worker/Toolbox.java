package dev.parley.worker;

import dev.parley.activities.tools.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The tools that a worker with some libraries would have, without starting one. */
public final class Toolbox {

  private Toolbox() {}

  /**
   * The tools of libraries, by name.
   *
   * @throws WorkerException.Invalid if a library is not there or gives something that cannot be
   *     used
   */
  public static List<Tool> of(List<Path> libraries) {
    if (libraries.isEmpty()) {
      return List.of();
    }
    // It is never started, so any store will do.
    ParleyWorker worker =
        ParleyWorker.connect(
            WorkerSettings.builder()
                .environment(Map.of())
                .set(Setting.STORE, "sqlite:none.db")
                .build());
    try (Extensions extensions = Extensions.load(libraries)) {
      extensions.extend(worker);
      return List.copyOf(worker.tools().all().values());
    }
  }
}
