package dev.parley.cli.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts this very Parley as another process: the same JDK, jars and flags, so that the launcher's
 * class-data archive fits it too.
 *
 * @param executable the {@code java} program
 * @param flags all arguments before the main class
 */
record JavaCommand(Path executable, List<String> flags) {

  /** As this process was started by the launcher, or else as its class path says. */
  static JavaCommand current() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> flags = new ArrayList<>();
    Optional<String> file = Optional.ofNullable(System.getProperty("parley.java.args"));
    if (file.isPresent()) {
      flags.add("@" + file.get());
      flags.add("-Dparley.java.args=" + file.get());
    } else {
      flags.addAll(
          List.of(
              "-XX:+IgnoreUnrecognizedVMOptions",
              "--sun-misc-unsafe-memory-access=allow",
              "--enable-native-access=ALL-UNNAMED",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xms32m",
              "-cp",
              System.getProperty("java.class.path")));
    }
    return new JavaCommand(java, List.copyOf(flags));
  }

  List<String> run(Home home, String process, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(flags);
    command.add("-Dparley.root=" + home.root());
    command.add("-Dparley.log=file");
    command.add("-Dparley.logs=" + home.logs());
    command.add("-Dparley.process=" + process);
    command.add(mainClass);
    command.addAll(List.of(arguments));
    return List.copyOf(command);
  }
}
