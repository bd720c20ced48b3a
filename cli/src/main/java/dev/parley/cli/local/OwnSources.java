package dev.parley.cli.local;

import dev.parley.activities.tools.ToolSource;
import dev.parley.activities.tools.Tools;
import dev.parley.activities.tools.Toolset;
import dev.parley.worker.ToolSources;
import dev.parley.worker.WorkerException;
import dev.parley.worker.WorkerSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the worker of this machine has tools from: what stands in its {@code parley.yml}. */
public final class OwnSources {

  private final Home home;
  private final Map<String, String> environment;

  /** The sources of a home; nothing is read yet. */
  public OwnSources(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /**
   * The tools of the sources; nothing is started or asked. Whoever gets them closes them.
   *
   * @throws PartException if the settings are wrong
   */
  public Toolset open() {
    return new Toolset(Tools.NONE, configured().open(), Optional.empty());
  }

  private ToolSources configured() {
    Map<String, String> all = new TreeMap<>(environment);
    all.putIfAbsent("PARLEY_STORE", home.storeUrl());
    all.putIfAbsent("PARLEY_PROFILE", "local");
    try {
      return WorkerSettings.builder().environment(all).folder(home.folder()).build().toolSources();
    } catch (WorkerException e) {
      throw new PartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** How each source stands, asked now. */
  List<Finding> look() {
    try (Toolset tools = open()) {
      return tools.sources().stream().map(OwnSources::finding).toList();
    } catch (PartException e) {
      return List.of(
          Finding.misconfigured("tools", String.valueOf(e.getMessage()), "correct it there"));
    }
  }

  private static Finding finding(ToolSource source) {
    String part = "%s.%s".formatted(source.kind().name().toLowerCase(Locale.ROOT), source.name());
    return source
        .problem()
        .map(problem -> Finding.misconfigured(part, problem, "correct it in parley.yml"))
        .orElseGet(() -> Finding.present(part, "its tools can be called"));
  }
}
