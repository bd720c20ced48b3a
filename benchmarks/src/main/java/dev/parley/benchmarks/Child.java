package dev.parley.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that was started to be measured. What it says goes to a file. */
final class Child implements AutoCloseable {

  /** As the launcher starts Parley's processes. */
  private static final List<String> JVM_FLAGS =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xms32m");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern HEAP = Pattern.compile(" total \\d+K, used (\\d+)K");

  private final Process process;
  private final Path log;
  private final long startedNanos;

  private Child(Process process, Path log, long startedNanos) {
    this.process = process;
    this.log = log;
    this.startedNanos = startedNanos;
  }

  /** Starts a program; variables of Parley and Temporal are not inherited. */
  static Child start(List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("PARLEY_") || name.startsWith("TEMPORAL_"));
    builder.environment().putAll(environment);
    long now = System.nanoTime();
    try {
      return new Child(builder.start(), log, now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a main class of this module in a JVM of its own, with the launcher's flags. */
  static Child java(Class<?> main, Map<String, String> environment, Path log) {
    List<String> command = new ArrayList<>(List.of(tool("java")));
    command.addAll(JVM_FLAGS);
    String more = System.getenv().getOrDefault("BENCHMARKS_JAVA_FLAGS", "");
    if (!more.isBlank()) {
      command.addAll(List.of(more.split(" ", -1)));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return start(command, environment, log);
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  long pid() {
    return process.pid();
  }

  ProcessUse use() {
    return ProcessUse.of(pid());
  }

  /**
   * Waits for something about it and says how long that took from its start.
   *
   * @throws IllegalStateException with the end of its log, if it dies or takes too long
   */
  Duration until(String what, BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Duration sofar = Duration.ofNanos(System.nanoTime() - startedNanos);
      if (!process.isAlive() || sofar.compareTo(PATIENCE) > 0) {
        throw new IllegalStateException(
            "%s: not after %d ms; the end of %s:%n%s"
                .formatted(what, sofar.toMillis(), log, tail()));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Waits for its end. */
  Duration untilEnd() throws InterruptedException {
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException("ended with %d; %s:%n%s".formatted(code, log, tail()));
    }
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Bytes of living objects on the heap of a JVM, after a full collection. */
  long heap() throws InterruptedException {
    var unused = jcmd("GC.run");
    return heap(jcmd("GC.heap_info"));
  }

  /** The sum of all generations in what {@code jcmd PID GC.heap_info} says. */
  static long heap(String said) {
    Matcher matcher = HEAP.matcher(said);
    long sum = 0;
    while (matcher.find()) {
      sum += Long.parseLong(matcher.group(1)) * 1024;
    }
    return sum;
  }

  private String jcmd(String command) throws InterruptedException {
    try {
      Process asked =
          new ProcessBuilder(tool("jcmd"), Long.toString(pid()), command)
              .redirectErrorStream(true)
              .start();
      String said =
          new String(
              asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      asked.waitFor();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(it cannot be read: " + e + ")";
    }
  }

  /** Ends it: asks first. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
