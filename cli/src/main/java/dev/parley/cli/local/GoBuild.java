package dev.parley.cli.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the program from the Go module in {@code temporal/}, whose {@code go.sum} pins every
 * source. Go's caches stay in the given folder and go with it.
 */
final class GoBuild implements TemporalSource {
  private static final long SPACE = 4L << 30;
  private static final String PACKAGE = "github.com/temporalio/cli";

  private final Path module;
  private final Map<String, String> environment;

  GoBuild(Path root, Map<String, String> environment) {
    this.module = root.resolve("temporal");
    this.environment = environment;
  }

  @Override
  public String name() {
    return "built with Go";
  }

  @Override
  public long space() {
    return SPACE;
  }

  @Override
  public Path make(TemporalRelease release, Path folder, Progress progress) {
    Path go =
        Programs.find("go", environment).orElseThrow(() -> new PartException("no go in PATH"));
    Path program = folder.resolve("temporal");
    Lines lines = new Lines(progress);
    String flags = "-s -w -X " + PACKAGE + "/temporalcli.Version=" + release.cli();
    Output.run(
        List.of(
            go.toString(),
            "build",
            "-C",
            module.toString(),
            "-v",
            "-mod=readonly",
            "-trimpath",
            "-buildvcs=false",
            "-ldflags=" + flags,
            "-o",
            program.toString(),
            PACKAGE + "/cmd/temporal"),
        caches(folder),
        lines::take);
    return program;
  }

  private Map<String, String> caches(Path folder) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("GOCACHE", folder.resolve("build").toString());
    all.put("GOMODCACHE", folder.resolve("modules").toString());
    all.put("GOPATH", folder.resolve("path").toString());
    all.put("GOTMPDIR", folder.toString());
    all.put("GOFLAGS", "-modcacherw"); // the cache is removed afterwards
    all.put("CGO_ENABLED", "0");
    return all;
  }

  /** Go prints a line for each module that it gets, and the name of each package it compiles. */
  private static final class Lines {
    private final Progress progress;
    private int modules;
    private int packages;

    Lines(Progress progress) {
      this.progress = progress;
      progress.stage("building with Go, some minutes");
    }

    void take(String line) {
      if (line.startsWith("go: downloading")) {
        modules++;
        progress.stage("building with Go, sources (" + modules + " modules)");
      } else if (!line.startsWith("go:")) {
        packages++;
        progress.stage("building with Go, compiling (" + packages + " packages)");
      }
    }
  }
}
