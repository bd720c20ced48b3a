package dev.parley.cli.local;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Puts a title before each stage and the elapsed seconds behind it, and says it again each second:
 * a stage may be silent for long.
 */
final class Elapsed implements Progress, AutoCloseable {
  private final Progress shown;
  private final String title;
  private final long began = System.nanoTime();
  private final ScheduledExecutorService clock;
  private String stage = "";

  Elapsed(Progress shown, String title) {
    this.shown = shown;
    this.title = title;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("parley-progress").unstarted(task));
    var unused = clock.scheduleAtFixedRate(this::show, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stage(String line) {
    stage = line;
    show();
  }

  private synchronized void show() {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    shown.stage(stage.isEmpty() ? "" : title + ": " + stage + " · " + seconds + " s");
  }

  /** Ends the line. */
  @Override
  public void close() {
    clock.shutdownNow();
    stage("");
  }
}
