package dev.parley.chaos;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A worker in a JVM of its own, which can be killed with SIGKILL and started again. */
public final class WorkerProcess implements AutoCloseable, Victim {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Path folder;
  private final Child child;
  private final Map<String, String> environment;
  private Map<String, String> further = Map.of();
  private int lives;

  /**
   * A worker that does not run yet.
   *
   * @param environment its whole configuration
   */
  WorkerProcess(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.child = new Child(folder.resolve("worker.log"));
    this.environment = Map.copyOf(environment);
  }

  /** Starts it; it takes work a second or two later. */
  public void start() {
    start(Map.of());
  }

  /** Starts it with further variables. */
  void start(Map<String, String> more) {
    further = Map.copyOf(more);
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    lives++;
    child.start(folder, command(), all);
  }

  /** Starts it with the variables of its last life. */
  @Override
  public void launch() {
    start(further);
  }

  /** The variables of its last life beyond its own. */
  Map<String, String> further() {
    return further;
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto"));
    command.add("-Dlogback.configurationFile=chaos-worker-logback.xml");
    command.addAll(List.of("-cp", classPath()));
    command.add(WorkerChild.class.getName());
    return List.copyOf(command);
  }

  /** That of this process, whatever folder the other one stands in. */
  private static String classPath() {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getProperty("java.class.path"))
        .map(part -> Path.of(part).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Waits until the present life takes work. */
  void awaitWorking() {
    awaitUp();
  }

  @Override
  public void awaitUp() {
    Waiting.until("the worker takes work", PATIENCE, () -> working() >= lives || !child.isAlive());
    if (!child.isAlive()) {
      throw new IllegalStateException("the worker ended at once. " + child.tail());
    }
  }

  private long working() {
    return child.output().lines().filter(line -> line.contains(WorkerChild.WORKING)).count();
  }

  /** Ends it with SIGKILL. */
  @Override
  public void kill() {
    child.kill();
  }

  /** Stops it where it stands. */
  @Override
  public void freeze() {
    child.freeze();
  }

  /** Lets it go on. */
  @Override
  public void thaw() {
    child.thaw();
  }

  /** Its memory in bytes. */
  long memory() {
    return child.memory();
  }

  /** Where it logs, in all its lives. */
  public Path log() {
    return child.log();
  }

  /** What it has logged so far, in all its lives. */
  String output() {
    return child.output();
  }

  @Override
  public void close() {
    child.close();
  }
}
