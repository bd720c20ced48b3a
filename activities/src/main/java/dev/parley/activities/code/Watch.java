package dev.parley.activities.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at a process tree that has no control group around it: all its memory together, and what it
 * writes. Between two looks code may go beyond; rlimits hold each single process and file
 * meanwhile.
 */
record Watch(Places places, Limits limits) {

  private static final Path PROC = Path.of("/proc");

  /** What the tree must be stopped for, as a note for its reader. */
  Optional<String> problem(ProcessHandle root) {
    return files().or(() -> memory(root));
  }

  private Optional<String> files() {
    try {
      Trees.Usage workspace = Trees.usage(places.workspace());
      if (workspace.bytes() > limits.workspaceRoom()) {
        return stopped("its workspace holds more than " + Limits.size(limits.workspaceBytes()));
      }
      if (workspace.files() > limits.workspaceInodes()) {
        return stopped("its workspace holds more than %d files".formatted(limits.workspaceFiles()));
      }
      return temporary(Trees.usage(places.tmp()), Trees.usage(places.shm()));
    } catch (IOException e) {
      return stopped("it made a folder that cannot be read");
    }
  }

  private Optional<String> temporary(Trees.Usage tmp, Trees.Usage shm) {
    if (tmp.bytes() + shm.bytes() > Limits.TMP + Limits.SHM) {
      return stopped("its temporary files hold more than " + Limits.size(Limits.TMP));
    }
    if (tmp.files() + shm.files() > limits.workspaceInodes()) {
      return stopped("it has more than %d temporary files".formatted(limits.workspaceInodes()));
    }
    return Optional.empty();
  }

  private Optional<String> memory(ProcessHandle root) {
    List<ProcessHandle> tree = Stream.concat(Stream.of(root), root.descendants()).toList();
    // Resident pages that processes share count once for each; only beyond the limit is it worth
    // the time to ask for their proportional share.
    long resident = sum(tree, "status", "VmRSS:");
    if (resident <= limits.memory() || sum(tree, "smaps_rollup", "Pss:") <= limits.memory()) {
      return Optional.empty();
    }
    return stopped("it used more than " + Limits.size(limits.memory()) + " of memory");
  }

  private static long sum(List<ProcessHandle> tree, String file, String key) {
    return tree.stream().mapToLong(process -> kilobytes(process.pid(), file, key)).sum() * 1024;
  }

  private static long kilobytes(long pid, String file, String key) {
    try (Stream<String> lines = Files.lines(PROC.resolve(Long.toString(pid)).resolve(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .findFirst()
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .orElse(0L);
    } catch (IOException | UncheckedIOException e) {
      // The process has ended meanwhile, or this is no Linux.
      return 0;
    }
  }

  private static Optional<String> stopped(String why) {
    return Optional.of("The code was stopped: " + why + ".");
  }
}
