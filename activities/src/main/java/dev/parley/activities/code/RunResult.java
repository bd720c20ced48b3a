package dev.parley.activities.code;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param exitCode of the last block that ran; 0: all succeeded; 124: the time was up; 137: killed
 * @param output what was printed, both streams in the order of printing; cut in the middle to the
 *     job's limit
 * @param whole the complete output, up to {@link #MOST_OUTPUT} bytes, if {@code output} was cut
 * @param changed the files of {@code workspace} that are new or other than before the run
 * @param workspace all files after the run; those before it if they could not be kept, which {@code
 *     notes} then say
 * @param notes what else a reader must know, one sentence each: a limit that was reached, files
 *     that were not kept
 * @param timedOut whether the time was up
 * @param millis how long it took, with everything around it
 * @param sandbox what ran it, with its limits, for people
 * @param release removes the temporary files behind {@code whole} and {@code workspace}
 */
public record RunResult(
    int exitCode,
    String output,
    @Nullable ByteSource whole,
    List<WorkspaceFile> changed,
    Workspace workspace,
    List<String> notes,
    boolean timedOut,
    long millis,
    String sandbox,
    Runnable release)
    implements AutoCloseable {

  /** How much of the output is kept; code that prints more is stopped. */
  public static final int MOST_OUTPUT = 10 * 1024 * 1024;

  /** The exit code of a run whose time was up. */
  public static final int TIMEOUT = 124;

  public RunResult {
    changed = List.copyOf(changed);
    notes = List.copyOf(notes);
  }

  /** A run that printed the given text and left the files as they were. */
  public static RunResult of(Job job, int exitCode, String output, String sandbox) {
    return new RunResult(
        exitCode, output, null, List.of(), job.workspace(), List.of(), false, 0, sandbox, () -> {});
  }

  /** The changed file of the given name, if there is one. */
  public Optional<WorkspaceFile> changed(String name) {
    return changed.stream().filter(file -> file.name().equals(name)).findFirst();
  }

  /** Removes the temporary files; the bytes of what the run changed cannot be read any more. */
  @Override
  public void close() {
    release.run();
  }
}
