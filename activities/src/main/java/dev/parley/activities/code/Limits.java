package dev.parley.activities.code;

import java.time.Duration;

/**
 * What one run may use.
 *
 * @param memory bytes, files in {@code /tmp} included
 * @param cpus number of processors
 * @param pids processes and threads at once
 * @param time from the start of the first block to the end of the last
 * @param output bytes of output that become words; the rest goes to a blob
 * @param workspaceBytes bytes of all files that are kept
 * @param workspaceFiles number of files that are kept
 */
public record Limits(
    long memory,
    double cpus,
    int pids,
    Duration time,
    int output,
    long workspaceBytes,
    int workspaceFiles) {

  private static final long MB = 1024 * 1024;

  /** Bytes that {@code /tmp} may have. */
  static final long TMP = 64 * MB;

  /** Bytes that {@code /dev/shm} may have: locks and queues of Python's multiprocessing. */
  static final long SHM = 16 * MB;

  /** The smallest memory in which an interpreter starts. */
  private static final long LEAST_MEMORY = 16 * MB;

  /** What a run may use when neither team file nor worker says anything. */
  public static final Limits DEFAULT =
      new Limits(512 * MB, 1, 128, Duration.ofSeconds(60), 32 * 1024, 64 * MB, 2_000);

  /** What a team file may ask for at most when the worker says nothing. */
  public static final Limits CEILING =
      new Limits(4096 * MB, 4, 128, Duration.ofMinutes(10), 1024 * 1024, 64 * MB, 2_000);

  public Limits {
    require(memory >= LEAST_MEMORY, "memory", memory, "at least " + LEAST_MEMORY + " bytes");
    require(cpus > 0, "cpus", cpus, "more than 0");
    require(pids >= 4, "pids", pids, "at least 4");
    require(time.compareTo(Duration.ofSeconds(1)) >= 0, "timeout", time, "at least 1 s");
    require(output >= 256, "output", output, "at least 256 bytes");
    require(workspaceBytes > 0, "workspaceBytes", workspaceBytes, "more than 0");
    require(workspaceFiles > 0, "workspaceFiles", workspaceFiles, "more than 0");
  }

  private static void require(boolean holds, String key, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("%s: must be %s, is %s".formatted(key, rule, value));
    }
  }

  /** The stricter of both, limit by limit. */
  public Limits atMost(Limits other) {
    return new Limits(
        Math.min(memory, other.memory),
        Math.min(cpus, other.cpus),
        Math.min(pids, other.pids),
        time.compareTo(other.time) < 0 ? time : other.time,
        Math.min(output, other.output),
        Math.min(workspaceBytes, other.workspaceBytes),
        Math.min(workspaceFiles, other.workspaceFiles));
  }

  /** With another time. */
  public Limits time(Duration other) {
    return new Limits(memory, cpus, pids, other, output, workspaceBytes, workspaceFiles);
  }

  /** With another memory. */
  public Limits memory(long other) {
    return new Limits(other, cpus, pids, time, output, workspaceBytes, workspaceFiles);
  }

  /** With another length of the output. */
  public Limits output(int other) {
    return new Limits(memory, cpus, pids, time, other, workspaceBytes, workspaceFiles);
  }

  /** Bytes that the workspace may have meanwhile: each file takes whole pages of a file system. */
  long workspaceRoom() {
    return workspaceBytes + 4096L * workspaceFiles;
  }

  /** Files and folders that the workspace may have meanwhile, before too many are tidied up. */
  int workspaceInodes() {
    return 2 * workspaceFiles + 1000;
  }

  /** For people: {@code no network, 512 MB, 60 s}. */
  String describe(boolean network) {
    return "%s, %s, %d s".formatted(network ? "network" : "no network", size(memory), seconds());
  }

  private long seconds() {
    return time.toSeconds();
  }

  /** A number of bytes for people, in the units of team files. */
  static String size(long bytes) {
    long gigabyte = 1024 * MB;
    return bytes % gigabyte == 0 ? bytes / gigabyte + " GB" : bytes / MB + " MB";
  }
}
