package dev.parley.benchmarks;

import dev.parley.worker.WorkerMain;

/** Parley's worker as a process. */
public final class ParleyWorkerProcess {

  private ParleyWorkerProcess() {}

  /** Works until the process is ended. */
  public static void main(String... arguments) {
    System.exit(WorkerMain.run(arguments));
  }
}
