package dev.parley.activities.code;

import java.util.ArrayList;
import java.util.List;

/**
 * How the code of a run ended.
 *
 * @param exitCode of the script
 * @param timedOut whether it was killed because its time was up
 * @param notes about limits that were reached
 */
record Outcome(int exitCode, boolean timedOut, List<String> notes) {

  /** Puts the result together. */
  RunResult result(
      Job job,
      Output output,
      Capture.Captured files,
      String sandbox,
      long millis,
      Runnable release) {
    byte[] all = output.bytes();
    String text = Output.text(all, job.limits().output());
    boolean cut = all.length > job.limits().output();
    List<String> said = new ArrayList<>(notes);
    if (output.isFull()) {
      said.add(
          "The code was stopped: it printed more than %s."
              .formatted(Limits.size(RunResult.MOST_OUTPUT)));
    }
    said.addAll(files.notes());
    return new RunResult(
        code(output, files),
        timedOut ? text + "\nTimeout" : text,
        cut ? ByteSource.of(all) : null,
        files.changed(),
        files.workspace(),
        said,
        timedOut,
        millis,
        sandbox,
        release);
  }

  /** A run whose files are lost has not succeeded, whatever its code says. */
  private int code(Output output, Capture.Captured files) {
    if (timedOut) {
      return RunResult.TIMEOUT;
    }
    return exitCode == 0 && (!files.kept() || output.isFull()) ? 1 : exitCode;
  }
}
