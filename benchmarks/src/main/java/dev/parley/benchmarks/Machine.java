package dev.parley.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where was measured: figures of two machines cannot be compared.
 *
 * @param load how many threads wanted a core at the beginning: above 0.5, others were at work
 * @param syncMillis how long the disk takes to keep 4 KiB for good
 */
record Machine(
    String at,
    int cores,
    String processor,
    String system,
    String java,
    double load,
    double syncMillis) {

  static Machine here(Path folder) throws IOException {
    return new Machine(
        Instant.now().toString(),
        Runtime.getRuntime().availableProcessors(),
        processorName(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version().toString(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        sync(folder.resolve("sync")));
  }

  private static String processorName() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  private static double sync(Path file) throws IOException {
    List<Double> times = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < 200; i++) {
        long start = System.nanoTime();
        int unused = channel.write(ByteBuffer.allocate(4096));
        channel.force(false);
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    Files.delete(file);
    return Stats.median(times);
  }
}
