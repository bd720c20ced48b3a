package dev.parley.activities.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Linux namespaces by bubblewrap: no engine and no image, the machine's own programs read-only.
 * Code has no network, sees no file of the machine outside of {@code /usr}, and runs as an
 * unprivileged user. Memory is limited for each process by the kernel and for all together by
 * looking; the number of processors is not limited.
 */
public final class BubblewrapSandbox extends ProcessSandbox {

  private static final int PROBE_SECONDS = 10;
  private static final String WORKSPACE = "/workspace";
  private static final String CODE = "/code";
  private static final String TMP = "/tmp";

  private final String version;
  private final Unprivileged user;
  private final List<String> further;

  private BubblewrapSandbox(
      String version, Unprivileged user, List<String> further, Scratch scratch) {
    super(scratch);
    this.version = version;
    this.user = user;
    this.further = further;
  }

  /**
   * Looks whether it works here.
   *
   * @throws SandboxMissing if it does not, with the reason and the remedy
   */
  static BubblewrapSandbox probe(Scratch scratch) {
    Unprivileged user = Unprivileged.here();
    String version = answer(List.of("bwrap", "--version")).replaceAll("[^0-9.]", "");
    return new BubblewrapSandbox(version, user, further(user), scratch);
  }

  /** Code needs no namespaces of its own; bubblewrap before 0.8 cannot forbid them. */
  private static List<String> further(Unprivileged user) {
    List<String> strict = List.of("--disable-userns");
    try {
      tryOut(user, strict);
      return strict;
    } catch (SandboxMissing e) {
      tryOut(user, List.of());
      return List.of();
    }
  }

  private static void tryOut(Unprivileged user, List<String> further) {
    List<String> trial = new ArrayList<>(user.prefix(Limits.DEFAULT));
    trial.addAll(namespaces());
    trial.addAll(further);
    trial.addAll(List.of("sh", "-c", "tar --version >/dev/null"));
    String unused = answer(trial);
  }

  private static String answer(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw missing("does not answer");
      }
      String answer = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.exitValue() != 0) {
        throw missing("does not work here: " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw missing("is not installed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxCancelled();
    }
  }

  private static SandboxMissing missing(String why) {
    return new SandboxMissing(
        "The sandbox bubblewrap %s. Install it (Debian: apt-get install bubblewrap) and let users"
                .formatted(why)
            + " make namespaces, or start a Docker engine.");
  }

  @Override
  public String name() {
    return "bubblewrap " + version;
  }

  @Override
  void require(Job job) {
    if (job.network()) {
      throw new SandboxRefused(
          "executor.network: bubblewrap has no network but the machine's own, which code must not"
              + " have; use docker.");
    }
    if (!job.packages().isEmpty()) {
      throw new SandboxRefused(
          "executor.packages: bubblewrap runs what this machine has installed; use docker.");
    }
  }

  @Override
  void prepare(Places places) {
    user.give(places);
  }

  @Override
  String workspace(Places places) {
    return WORKSPACE;
  }

  @Override
  String code(Places places) {
    return CODE;
  }

  @Override
  ProcessBuilder confine(List<String> command, Places places, Limits limits) {
    List<String> all = new ArrayList<>(user.prefix(limits));
    all.addAll(namespaces());
    all.addAll(further);
    bind(all, "--bind", places.shm(), "/dev/shm");
    all.addAll(List.of("--remount-ro", "/dev"));
    bind(all, "--bind", places.tmp(), TMP);
    bind(all, "--bind", places.workspace(), WORKSPACE);
    bind(all, "--ro-bind", places.code(), CODE);
    all.addAll(List.of("--remount-ro", "/", "--chdir", WORKSPACE, "--clearenv"));
    all.addAll(List.of("--setenv", "PATH", "/usr/local/bin:/usr/bin:/bin"));
    Environment.of(limits, WORKSPACE, TMP)
        .forEach((name, value) -> all.addAll(List.of("--setenv", name, value)));
    all.addAll(command);
    var builder = new ProcessBuilder(all).directory(places.code().toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
    return builder;
  }

  private static void bind(List<String> all, String how, Path from, String to) {
    all.addAll(List.of(how, from.toString(), to));
  }

  /** Everything but the folders of the run. */
  private static List<String> namespaces() {
    List<String> all =
        new ArrayList<>(List.of("bwrap", "--unshare-all", "--unshare-user", "--die-with-parent"));
    // A session of its own, so that code cannot type into the worker's terminal.
    all.addAll(List.of("--new-session", "--cap-drop", "ALL", "--hostname", "sandbox"));
    all.addAll(List.of("--ro-bind", "/usr", "/usr"));
    for (String top : List.of("bin", "sbin", "lib", "lib32", "lib64")) {
      all.addAll(top(Path.of("/", top)));
    }
    for (String etc : List.of("alternatives", "ld.so.cache", "localtime", "mime.types")) {
      all.addAll(List.of("--ro-bind-try", "/etc/" + etc, "/etc/" + etc));
    }
    all.addAll(List.of("--ro-bind-try", "/etc/matplotlibrc", "/etc/matplotlibrc"));
    all.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    return all;
  }

  /** A folder at the root: on newer systems a link into {@code /usr}. */
  private static List<String> top(Path path) {
    try {
      return Files.isSymbolicLink(path)
          ? List.of("--symlink", Files.readSymbolicLink(path).toString(), path.toString())
          : List.of("--ro-bind-try", path.toString(), path.toString());
    } catch (IOException e) {
      return List.of();
    }
  }
}
