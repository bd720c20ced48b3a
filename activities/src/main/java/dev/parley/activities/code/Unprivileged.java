package dev.parley.activities.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The user that code without a container runs as, and the limits that the kernel keeps for it. A
 * worker of an ordinary user runs it as itself; root first becomes somebody else, because
 * bubblewrap only maps names: behind them root would stay root.
 *
 * @param uid of the code
 * @param root whether the worker is root
 * @param prlimit whether the tool of that name is there
 */
record Unprivileged(int uid, boolean root, boolean prlimit) {

  /** The user of every sandbox. Not 65534: that one may use a disk's reserved blocks. */
  static final int SANDBOX_USER = 10001;

  private static final List<Path> BINARIES = List.of(Path.of("/usr/bin"), Path.of("/bin"));
  private static final Path PROC = Path.of("/proc");

  /**
   * What holds on this machine.
   *
   * @throws SandboxMissing if the worker is root and cannot become somebody else
   */
  static Unprivileged here() {
    int uid = ownUid();
    boolean root = uid == 0;
    if (root && !isThere("setpriv")) {
      throw new SandboxMissing(
          "The sandbox bubblewrap needs setpriv when the worker is root. Install util-linux, or run"
              + " the worker as an ordinary user.");
    }
    return new Unprivileged(root ? SANDBOX_USER : uid, root, isThere("prlimit"));
  }

  private static boolean isThere(String tool) {
    return BINARIES.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(tool)));
  }

  private static int ownUid() {
    try {
      return (Integer) Files.getAttribute(PROC.resolve("self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      throw new SandboxMissing(
          "The sandbox bubblewrap needs Linux with /proc. Start a Docker engine instead.", e);
    }
  }

  /** Makes the folders of a run its own. */
  void give(Places places) {
    if (root) {
      places.giveTo(uid);
    }
  }

  /** What stands before a command. */
  List<String> prefix(Limits limits) {
    List<String> all = new ArrayList<>();
    if (root) {
      String id = Integer.toString(uid);
      all.addAll(List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--"));
    }
    if (prlimit) {
      all.addAll(List.of("prlimit", "--core=0", "--nofile=1024"));
      all.add("--fsize=" + limits.workspaceBytes());
      // Not the address space: allocators and thread stacks reserve far more of it than they use.
      all.add("--data=" + limits.memory());
      all.add("--nproc=" + processes(limits));
      all.add("--");
    }
    return all;
  }

  /** The kernel counts every thread of the user on this machine, so what runs already is added. */
  private long processes(Limits limits) {
    try (Stream<Path> all = Files.list(PROC)) {
      long running =
          all.filter(path -> Character.isDigit(path.getFileName().toString().charAt(0)))
              .mapToLong(this::threads)
              .sum();
      return Math.min(running + limits.pids(), hardLimit());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long threads(Path process) {
    try {
      if ((Integer) Files.getAttribute(process, "unix:uid") != uid) {
        return 0;
      }
      try (Stream<Path> threads = Files.list(process.resolve("task"))) {
        return threads.count();
      }
    } catch (IOException | UncheckedIOException e) {
      // The process has ended meanwhile.
      return 0;
    }
  }

  /** Raising it needs a privilege that even root may lack. */
  private static long hardLimit() throws IOException {
    try (Stream<String> lines = Files.lines(PROC.resolve("self/limits"))) {
      return lines
          .filter(line -> line.startsWith("Max processes"))
          .map(line -> line.split(" +", -1)[3])
          .filter(hard -> !hard.equals("unlimited"))
          .map(Long::parseLong)
          .findFirst()
          .orElse(Long.MAX_VALUE);
    }
  }
}
