package dev.parley.worker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Workers in processes of their own. */
final class Workers {

  private Workers() {}

  /** What such a process runs. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      System.exit(WorkerMain.run(arguments));
    }
  }

  /** Starts one in the folder; what it prints is added to {@code workers.log} there. */
  static Process start(Map<String, String> environment, Path folder, String... arguments) {
    return start(System.getProperty("java.class.path"), environment, folder, arguments);
  }

  /** Starts one of another build. */
  static Process start(
      String classPath, Map<String, String> environment, Path folder, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("(PARLEY|TEMPORAL)_.*"));
    builder.environment().putAll(environment);
    File log = folder.resolve("workers.log").toFile();
    try {
      return builder
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
