package dev.parley.chaos;

import dev.parley.worker.WorkerApplication;
import dev.parley.worker.WorkerSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main class of worker processes: the worker as it is, which says when it takes work. */
final class WorkerChild {

  /** What it logs then. */
  static final String WORKING = "the worker takes work";

  private static final Logger log = LoggerFactory.getLogger(WorkerChild.class);

  private WorkerChild() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    try (WorkerApplication application =
        WorkerApplication.start(WorkerSettings.load(), List.of())) {
      log.info(WORKING);
      application.await();
    }
  }
}
