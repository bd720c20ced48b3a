package dev.parley.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long processes take to start. */
final class StartUp {

  static final String NAME = "start";

  private static final String SECTION = "start-up";
  private static final int TIMES = 7;

  private StartUp() {}

  static void run(Site site, Path root, Path folder, Figures figures) throws InterruptedException {
    List<Double> plain = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      try (Site.Worker worker = site.parley(Map.of())) {
        plain.add((double) worker.start().toMillis());
      }
    }
    Path launcher = root.resolve("parley");
    if (!Files.isExecutable(launcher)) {
      Progress.say("there is no launcher in %s: its start-up is not measured", root);
    } else {
      launched(site, launcher, folder, figures);
    }
    figures.add(SECTION, "worker ready, without class-data archive", "ms", plain);
  }

  private static void launched(Site site, Path launcher, Path folder, Figures figures)
      throws InterruptedException {
    List<Double> version = new ArrayList<>();
    List<Double> worker = new ArrayList<>();
    // The first one builds, if something changed, and makes the class-data archive.
    var first = version(launcher, folder);
    Progress.say("./parley --version for the first time: %.0f ms", first);
    for (int i = 0; i < TIMES; i++) {
      version.add(version(launcher, folder));
      try (Site.Worker one = site.launched(launcher)) {
        worker.add((double) one.start().toMillis());
      }
    }
    figures.add(SECTION, "./parley --version", "ms", version);
    figures.add(SECTION, "./parley worker, ready", "ms", worker);
  }

  private static double version(Path launcher, Path folder) throws InterruptedException {
    Map<String, String> environment = Map.of("PARLEY_HOME", folder.resolve("home").toString());
    try (Child child =
        Child.start(
            List.of(launcher.toString(), "--version"),
            environment,
            folder.resolve("version.log"))) {
      return child.untilEnd().toNanos() / 1e6;
    }
  }
}
