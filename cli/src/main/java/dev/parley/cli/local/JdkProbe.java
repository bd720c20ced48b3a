package dev.parley.cli.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JDK that runs this; the launcher has seen to it that it is new enough. */
final class JdkProbe implements Probe {
  @Override
  public List<Finding> look() {
    Path home = Path.of(System.getProperty("java.home"));
    String detail = Runtime.version() + " (" + home + ")";
    if (!Files.isExecutable(home.resolve("bin/javac"))) {
      return List.of(
          Finding.misconfigured(
              "JDK",
              detail + " has no compiler",
              "install a JDK 21 or newer and set JAVA_HOME to it"));
    }
    return List.of(Finding.present("JDK", detail));
  }
}
