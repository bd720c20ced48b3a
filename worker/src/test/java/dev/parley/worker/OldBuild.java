package dev.parley.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;

/**
 * The build before this one: the sources of the newest commit that differ from those that are
 * tested, compiled with today's libraries.
 *
 * @param commit its id
 * @param classPath what a worker process of it needs
 */
record OldBuild(String commit, String classPath) {

  private static final Path ROOT =
      Path.of(System.getProperty("parley.root", "..")).toAbsolutePath().normalize();
  private static final List<String> MODULES =
      List.of("agents", "transcript", "workflows", "activities", "client", "worker");

  /** Makes it in the folder; without a git history the test is skipped with one loud line. */
  static OldBuild make(Path folder) throws IOException, InterruptedException {
    Optional<String> commit = before(folder);
    if (commit.isEmpty()) {
      throw skipped("no git history with an older build");
    }
    Path sources = Files.createDirectory(folder.resolve("sources"));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Path archive = folder.resolve("sources.tar");
    List<String> command =
        new ArrayList<>(
            List.of("git", "archive", "-o", archive.toString(), commit.orElseThrow(), "--"));
    command.addAll(paths());
    run(folder, command);
    run(folder, List.of("tar", "-xf", archive.toString(), "-C", sources.toString()));
    compile(sources, classes);
    for (String module : MODULES) {
      copy(sources.resolve(module).resolve("src/main/resources"), classes);
    }
    return new OldBuild(commit.orElseThrow(), classPath(classes));
  }

  /** Aborts the test, with one loud line. */
  private static RuntimeException skipped(String why) {
    System.err.println("SKIPPED: two builds side by side (%s)".formatted(why));
    return Assumptions.abort(why);
  }

  private static List<String> paths() {
    return MODULES.stream().map(module -> module + "/src/main").toList();
  }

  /** HEAD if what is tested differs from it, else the commit before the last change. */
  private static Optional<String> before(Path folder) throws IOException, InterruptedException {
    List<String> status = new ArrayList<>(List.of("git", "status", "--porcelain", "--"));
    List<String> changed = new ArrayList<>(List.of("git", "log", "-n", "1", "--format=%H", "--"));
    status.addAll(paths());
    changed.addAll(paths());
    try {
      if (!run(folder, status).isEmpty()) {
        return Optional.of(run(folder, List.of("git", "rev-parse", "HEAD")));
      }
      String last = run(folder, changed);
      return Optional.of(run(folder, List.of("git", "rev-parse", "--verify", last + "^")));
    } catch (IOException | IllegalStateException none) {
      return Optional.empty();
    }
  }

  private static String run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "run", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
    return Files.readString(output).strip();
  }

  /** Without annotation processors: such a worker has no pages. */
  private static void compile(Path sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> all = Files.walk(sources)) {
      List<Path> java = all.filter(file -> file.toString().endsWith(".java")).toList();
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-parameters",
                      "-nowarn",
                      "-d",
                      classes.toString(),
                      "-cp",
                      libraries()),
                  null,
                  files.getJavaFileObjectsFromPaths(java))
              .call();
      if (!compiled) {
        throw skipped("the older one does not compile with today's libraries");
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /** The class path of this test with the old classes in the place of the present ones. */
  private static String classPath(Path classes) {
    String tests = Path.of("target", "test-classes").toAbsolutePath().toString();
    return String.join(File.pathSeparator, classes.toString(), tests, libraries());
  }

  private static String libraries() {
    return String.join(
        File.pathSeparator,
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(part -> !isOurs(Path.of(part).toAbsolutePath().normalize()))
            .toList());
  }

  private static boolean isOurs(Path part) {
    return part.startsWith(ROOT) || part.toString().contains("/dev/parley/");
  }
}
