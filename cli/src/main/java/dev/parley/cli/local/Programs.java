package dev.parley.cli.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Other programs: where they are, and how one is started that outlives the terminal. */
final class Programs {
  private Programs() {}

  /** The program of that name in {@code PATH}. */
  static Optional<Path> find(String name, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(file) && Files.isRegularFile(file)) {
        return Optional.of(file.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  /**
   * The command with a session of its own, so that neither Ctrl-C nor the end of the terminal
   * reaches it, and with umask 077. Its process is the started one itself, no child of it.
   */
  static List<String> detached(List<String> command, Map<String, String> environment) {
    List<String> wrapped = new ArrayList<>();
    if (find("setsid", environment).isPresent()) {
      wrapped.add("setsid");
    } else if (find("perl", environment).isPresent()) {
      // macOS has no setsid, but Perl
      wrapped.addAll(
          List.of("perl", "-e", "use POSIX 'setsid'; setsid(); exec { $ARGV[0] } @ARGV;"));
    }
    wrapped.addAll(List.of("sh", "-c", "umask 077; trap '' HUP; exec \"$@\"", "sh"));
    wrapped.addAll(command);
    return List.copyOf(wrapped);
  }
}
